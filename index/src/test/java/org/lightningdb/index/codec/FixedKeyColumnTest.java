package org.lightningdb.index.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.codec.KeyReader.KeyPart;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

class FixedKeyColumnTest {
  private static final List<SqlType> TYPES =
      List.of(
          SqlType.of(TypeKind.SMALLINT),
          SqlType.of(TypeKind.INTEGER),
          SqlType.of(TypeKind.BIGINT),
          SqlType.of(TypeKind.BOOLEAN),
          SqlType.of(TypeKind.DATE));

  @Test
  void readsWhatTheKeyReaderReads() {
    for (long seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      List<KeyPart> parts = new ArrayList<>();
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        parts.add(new KeyPart(TYPES.get(random.nextInt(TYPES.size())), random.nextBoolean()));
      }
      int nullRow = random.nextInt(20);
      BytesVector keys = keys(random, parts, nullRow);
      for (int column = 0; column < parts.size(); column++) {
        check(parts, column, keys, nullRow, "seed " + seed + " column " + column);
      }
    }
  }

  private static BytesVector keys(Random random, List<KeyPart> parts, int nullRow) {
    BytesVector keys = new BytesVector(10);
    BytesBuilder key = new BytesBuilder();
    for (int row = 0; row < 10; row++) {
      key.clear();
      for (int i = 0; i < parts.size(); i++) {
        ColumnVector value = ColumnVector.create(parts.get(i).type().columnKind(), 1);
        boolean isBoolean = parts.get(i).type().kind() == TypeKind.BOOLEAN;
        ((LongVector) value).set(0, isBoolean ? random.nextInt(2) : (short) random.nextInt());
        if (row == nullRow && i == parts.size() - 1) {
          value.setNull(0);
        }
        KeyCodec.encode(key, parts.get(i).type(), parts.get(i).descending(), value, 0);
      }
      keys.set(row, key.array(), 0, key.length());
    }
    return keys;
  }

  private static void check(
      List<KeyPart> parts, int column, BytesVector keys, int nullRow, String context) {
    FixedKeyColumn fixed = Objects.requireNonNull(FixedKeyColumn.of(parts, column), context);
    LongVector values = new LongVector(10);
    int[] rows = {3, 9, 0};
    boolean last = column == parts.size() - 1;
    assertEquals(!last || nullRow >= 10, fixed.copyTo(keys, null, 10, values), context);
    boolean listed = last && (nullRow == 3 || nullRow == 9 || nullRow == 0);
    assertEquals(!listed, fixed.copyTo(keys, rows, 3, values), context);
    KeyReader reader = new KeyReader(parts);
    for (int i = 0; !listed && i < rows.length; i++) {
      reader.set(keys.get(rows[i], new Slice()));
      assertEquals(reader.longAt(column), values.get(i), context);
    }
  }

  @Test
  void columnsBehindTextHaveNoPlace() {
    KeyPart text = new KeyPart(SqlType.varchar(10), false);
    KeyPart number = new KeyPart(SqlType.of(TypeKind.BIGINT), false);
    assertNull(FixedKeyColumn.of(List.of(text, number), 1));
    assertNull(FixedKeyColumn.of(List.of(number, text), 1));
    assertNotNull(FixedKeyColumn.of(List.of(number, text), 0));
    assertNotNull(FixedKeyColumn.of(List.of(number, number), 1));
  }
}
