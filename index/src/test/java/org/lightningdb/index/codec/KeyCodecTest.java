package org.lightningdb.index.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lightningdb.index.codec.KeyReader.KeyPart;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeComparator;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.ColumnVector;

class KeyCodecTest {
  private static final int PAIRS = 2_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void byteOrderIsValueOrder(long seed) {
    RandomValues values = new RandomValues(seed);
    for (SqlType type : RandomValues.TYPES) {
      for (int i = 0; i < PAIRS; i++) {
        Object left = values.nullable(type);
        Object right = values.nullable(type);
        int expected = Integer.signum(TypeComparator.compare(type, left, right));
        String what = "seed " + seed + " " + type + ": " + left + " and " + right;
        assertEquals(expected, compareKeys(type, false, left, right), what);
        assertEquals(-expected, compareKeys(type, true, left, right), what + " descending");
      }
    }
  }

  private static int compareKeys(
      SqlType type, boolean descending, @Nullable Object left, @Nullable Object right) {
    return Integer.signum(key(type, descending, left).compareTo(key(type, descending, right)));
  }

  private static Slice key(SqlType type, boolean descending, @Nullable Object value) {
    BytesBuilder fromValue = new BytesBuilder(4);
    KeyCodec.encode(fromValue, type, descending, value);
    ColumnVector vector = ColumnVector.create(type.columnKind(), 1);
    VectorValues.set(vector, 0, type, value);
    BytesBuilder fromVector = new BytesBuilder(4);
    KeyCodec.encode(fromVector, type, descending, vector, 0);
    assertEquals(fromValue.slice(), fromVector.slice(), "value and vector give one key");
    return fromValue.slice();
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void compositeKeysKeepTheOrderAndReadBack(long seed) {
    Random random = new Random(seed);
    RandomValues values = new RandomValues(seed);
    for (int round = 0; round < 200; round++) {
      List<KeyPart> parts = new ArrayList<>();
      for (int i = random.nextInt(4) + 1; i > 0; i--) {
        parts.add(new KeyPart(values.type(), random.nextBoolean()));
      }
      for (int i = 0; i < 20; i++) {
        List<@Nullable Object> left = row(values, parts);
        List<@Nullable Object> right = new ArrayList<>(left);
        int from = random.nextInt(parts.size());
        for (int column = from; column < parts.size(); column++) {
          right.set(column, values.nullable(parts.get(column).type()));
        }
        Slice leftKey = encode(parts, left);
        assertEquals(
            Integer.signum(compareRows(parts, left, right)),
            Integer.signum(leftKey.compareTo(encode(parts, right))),
            "seed " + seed + " " + parts + " " + left + " " + right);
        readsBack(parts, left, leftKey);
      }
    }
  }

  private static List<@Nullable Object> row(RandomValues values, List<KeyPart> parts) {
    List<@Nullable Object> row = new ArrayList<>();
    for (KeyPart part : parts) {
      row.add(values.nullable(part.type()));
    }
    return row;
  }

  private static Slice encode(List<KeyPart> parts, List<@Nullable Object> row) {
    BytesBuilder out = new BytesBuilder(3);
    for (int i = 0; i < parts.size(); i++) {
      KeyCodec.encode(out, parts.get(i).type(), parts.get(i).descending(), row.get(i));
    }
    return out.slice();
  }

  private static int compareRows(
      List<KeyPart> parts, List<@Nullable Object> left, List<@Nullable Object> right) {
    for (int i = 0; i < parts.size(); i++) {
      int order = TypeComparator.compare(parts.get(i).type(), left.get(i), right.get(i));
      if (order != 0) {
        return parts.get(i).descending() ? -order : order;
      }
    }
    return 0;
  }

  private static void readsBack(List<KeyPart> parts, List<@Nullable Object> row, Slice key) {
    byte[] padded = new byte[key.length() + 7];
    System.arraycopy(key.array(), key.offset(), padded, 3, key.length());
    KeyReader reader = new KeyReader(parts).set(new Slice(padded, 3, key.length() + 4));
    for (int i = parts.size() - 1; i >= 0; i--) {
      Object value = reader.valueAt(i);
      assertEquals(0, TypeComparator.compare(parts.get(i).type(), row.get(i), value));
    }
    assertEquals(4, reader.rest(parts.size(), new Slice()).length());
  }

  @Test
  void rowNumbersAscend() {
    BytesBuilder one = new BytesBuilder();
    KeySpace.appendRowNumber(one, 1);
    BytesBuilder other = new BytesBuilder();
    KeySpace.appendRowNumber(other, 256);
    assertEquals(-1, Integer.signum(one.slice().compareTo(other.slice())));
    assertEquals(256, KeySpace.rowNumber(other.slice()));
  }
}
