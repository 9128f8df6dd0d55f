package org.lightningdb.index.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeComparator;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.ColumnVector;

class RowCodecTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyColumnReadsBackAlone(long seed) {
    Random random = new Random(seed);
    RandomValues values = new RandomValues(seed);
    for (int round = 0; round < 300; round++) {
      List<SqlType> types = new ArrayList<>();
      for (int i = random.nextInt(20); i > 0; i--) {
        types.add(values.type());
      }
      List<@Nullable Object> row = new ArrayList<>();
      ColumnVector[] columns = new ColumnVector[types.size()];
      for (int i = 0; i < columns.length; i++) {
        row.add(values.nullable(types.get(i)));
        columns[i] = ColumnVector.create(types.get(i).columnKind(), 3);
        VectorValues.set(columns[i], 2, types.get(i), row.get(i));
      }
      RowCodec codec = new RowCodec(types);
      BytesBuilder out = new BytesBuilder(1).append(9);
      codec.encode(out, columns, 2);
      RowReader reader = new RowReader(codec).set(new Slice(out.array(), 1, out.length() - 1));
      for (int i = columns.length - 1; i >= 0; i--) {
        assertEquals(row.get(i) == null, reader.isNull(i));
        assertEquals(
            0,
            TypeComparator.compare(types.get(i), row.get(i), reader.valueAt(i)),
            "seed " + seed + " " + types + " " + row);
      }
    }
  }

  @Test
  void longTextsUseTheWideLayout() {
    SqlType text = SqlType.varchar(SqlType.UNBOUNDED);
    RowCodec codec = new RowCodec(List.of(text, text));
    ColumnVector[] columns = new ColumnVector[2];
    for (int i = 0; i < 2; i++) {
      columns[i] = ColumnVector.create(text.columnKind(), 1);
    }
    VectorValues.set(columns[0], 0, text, "x".repeat(70_000));
    VectorValues.set(columns[1], 0, text, "end");
    BytesBuilder out = new BytesBuilder();
    codec.encode(out, columns, 0);
    RowReader reader = new RowReader(codec).set(out.slice());
    assertEquals("end", reader.valueAt(1));
    assertEquals("x".repeat(70_000), reader.valueAt(0));
  }

  @Test
  void foreignBytesAreRefused() {
    RowReader reader = new RowReader(new RowCodec(List.of(SqlType.varchar(5))));
    assertThrows(IllegalArgumentException.class, () -> reader.set(new Slice(new byte[0])));
    assertThrows(IllegalArgumentException.class, () -> reader.set(new Slice(new byte[] {7, 0, 0})));
    assertThrows(
        IllegalArgumentException.class, () -> reader.set(new Slice(new byte[] {1, 0, 0, 5, 'a'})));
  }
}
