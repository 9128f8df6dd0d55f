package org.lightningdb.index.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.SchemaObject;
import org.lightningdb.index.schema.SchemaObject.Dependency;
import org.lightningdb.index.schema.SequenceDescriptor;
import org.lightningdb.index.schema.ViewDescriptor;
import org.lightningdb.index.schema.ViewDescriptor.CheckOption;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.storage.bytes.Slice;

class ObjectCodecTest {
  private static final List<SchemaObject> OBJECTS =
      List.of(
          new ViewDescriptor(
              5,
              "S",
              "Überblick",
              List.of(
                  new ViewDescriptor.Column("A", SqlType.varchar(5)),
                  new ViewDescriptor.Column("b", SqlType.decimal(7, 2))),
              "SELECT 1, 2",
              "PUBLIC",
              CheckOption.CASCADED,
              List.of(new Dependency(3, List.of("X", "Y")), new Dependency(4, List.of()))),
          new SequenceDescriptor(
              6, "S", "Q", SqlType.of(TypeKind.BIGINT), 10, -2, Long.MIN_VALUE, 10, true, 20));

  @Test
  void readsBack() {
    for (SchemaObject object : OBJECTS) {
      assertEquals(object, ObjectCodec.decode(ObjectCodec.encode(object)));
    }
  }

  @Test
  void refusesCutBytesAndUnknownKinds() {
    for (SchemaObject object : OBJECTS) {
      byte[] bytes = ObjectCodec.encode(object).toByteArray();
      for (int length = 0; length < bytes.length; length++) {
        Slice cut = new Slice(Arrays.copyOf(bytes, length));
        DbException error = assertThrows(DbException.class, () -> ObjectCodec.decode(cut));
        assertEquals(SqlState.DATA_CORRUPTED, error.state());
      }
      bytes[0] = 99;
      DbException error =
          assertThrows(DbException.class, () -> ObjectCodec.decode(new Slice(bytes)));
      assertEquals(SqlState.UNABLE_TO_CONNECT, error.state());
    }
  }
}
