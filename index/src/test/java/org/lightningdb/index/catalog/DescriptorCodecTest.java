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
import org.lightningdb.index.schema.CheckConstraint;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.StoreSpec.LayoutKind;

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

  private static TableDescriptor full() {
    TableDescriptor plain = table();
    List<ColumnDescriptor> columns = new ArrayList<>(plain.columns());
    columns.set(2, columns.get(2).withGenerated("\"a\" || 'ß'").withComment("computed"));
    IndexDescriptor partial =
        new IndexDescriptor(
            11,
            "J",
            13,
            false,
            true,
            true,
            List.of(new KeyColumn(1, false)),
            List.of(2, 300),
            "x > 0",
            "partial",
            LayoutKind.LSM);
    ForeignKey key =
        new ForeignKey(
            "FK",
            List.of(2, 1),
            7,
            8,
            ForeignKey.Match.FULL,
            ForeignKey.Action.SET_DEFAULT,
            ForeignKey.Action.CASCADE,
            ForeignKey.Deferral.INITIALLY_DEFERRED);
    return plain
        .withColumns(columns)
        .withIndexes(plain.primary().withComment("rows"), List.of(plain.indexes().get(0), partial))
        .withChecks(List.of(new CheckConstraint("C1", "x > 0"), new CheckConstraint("ü", "y")))
        .withForeignKeys(List.of(key))
        .withComment("a table");
  }

  @Test
  void readsBackWhatOnlySomeTablesHave() {
    assertEquals(full(), DescriptorCodec.decode(DescriptorCodec.encode(full())));
    assertEquals(2, DescriptorCodec.encode(full()).get(0));
    assertEquals(1, DescriptorCodec.encode(table()).get(0));
  }

  @Test
  void refusesPropertiesThatItDoesNotKnow() {
    byte[] plain = DescriptorCodec.encode(table()).toByteArray();
    byte[] later = Arrays.copyOf(plain, plain.length + 6);
    later[0] = 2;
    later[plain.length] = 1;
    later[plain.length + 1] = 99;
    DbException error =
        assertThrows(DbException.class, () -> DescriptorCodec.decode(new Slice(later)));
    assertEquals(SqlState.UNABLE_TO_CONNECT, error.state());
  }

  @Test
  void refusesCutBytesAndOtherVersions() {
    refusesCut(table());
    refusesCut(full());
  }

  private static void refusesCut(TableDescriptor table) {
    byte[] bytes = DescriptorCodec.encode(table).toByteArray();
    for (int length = 0; length < bytes.length; length++) {
      Slice cut = new Slice(Arrays.copyOf(bytes, length));
      DbException error = assertThrows(DbException.class, () -> DescriptorCodec.decode(cut));
      assertEquals(SqlState.DATA_CORRUPTED, error.state());
    }
    bytes[0] = 3;
    DbException error =
        assertThrows(DbException.class, () -> DescriptorCodec.decode(new Slice(bytes)));
    assertEquals(SqlState.UNABLE_TO_CONNECT, error.state());
  }
}
