package org.lightningdb.index.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.codec.RandomValues;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.bytes.Slice;

class DescriptorCodecTest {
  private static TableDescriptor table() {
    List<ColumnDescriptor> columns = new ArrayList<>();
    for (SqlType type : RandomValues.TYPES) {
      int i = columns.size();
      columns.add(
          new ColumnDescriptor(
              "Spalte ü" + i,
              type,
              i % 2 == 0,
              i % 3 == 0 ? "1 + " + i : null,
              Identity.valueOf(List.of("NONE", "ALWAYS", "BY_DEFAULT").get(i % 3))));
    }
    return new TableDescriptor(
        7,
        "S",
        "T",
        columns,
        new IndexDescriptor(8, "P", 1L << 40, true, true, true, List.of(new KeyColumn(3, false))),
        List.of(
            new IndexDescriptor(
                9,
                "I",
                12,
                false,
                false,
                false,
                List.of(new KeyColumn(300, true), new KeyColumn(0, false)))));
  }

  @Test
  void readsBack() {
    assertEquals(table(), DescriptorCodec.decode(DescriptorCodec.encode(table())));
  }

  @Test
  void refusesCutBytesAndOtherVersions() {
    byte[] bytes = DescriptorCodec.encode(table()).toByteArray();
    for (int length = 0; length < bytes.length; length++) {
      Slice cut = new Slice(Arrays.copyOf(bytes, length));
      DbException error = assertThrows(DbException.class, () -> DescriptorCodec.decode(cut));
      assertEquals(SqlState.DATA_CORRUPTED, error.state());
    }
    bytes[0] = 2;
    DbException error =
        assertThrows(DbException.class, () -> DescriptorCodec.decode(new Slice(bytes)));
    assertEquals(SqlState.UNABLE_TO_CONNECT, error.state());
  }
}
