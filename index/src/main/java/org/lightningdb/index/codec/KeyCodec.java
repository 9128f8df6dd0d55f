package org.lightningdb.index.codec;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.ObjectVector;

/**
 * Key columns as bytes whose unsigned order is the order of {@link
 * org.lightningdb.index.type.TypeComparator}. Columns stand one after the other; each can be
 * skipped and read back without the others' types being stored.
 *
 * <pre>
 *   column      := 0x10 value | 0x20                  (0x20 = NULL, so NULL is highest)
 *   descending  := every byte of the column inverted, tag included
 *
 *   BOOLEAN               1 byte   0 or 1
 *   TINYINT               1 byte   sign bit flipped
 *   SMALLINT              2 bytes  big-endian, sign bit flipped
 *   INTEGER, DATE         4 bytes  big-endian, sign bit flipped
 *   BIGINT, TIME, TIMESTAMP, both WITH TIME ZONE, intervals, DECIMAL up to 18 digits (unscaled)
 *                         8 bytes  big-endian, sign bit flipped
 *   UUID                  16 bytes as they are
 *   DECIMAL above         16 bytes two's complement of the unscaled value, sign bit flipped
 *   REAL, DOUBLE          4 or 8 bytes IEEE bits; sign bit flipped if positive, all bits if
 *                                  negative; -0.0 is written as 0.0, every NaN as the one NaN
 *   CHAR, VARCHAR, VARBINARY, JSON
 *                         the bytes, 0x00 as 0x00 0xFF, then 0x00 0x01; CHAR padded with blanks
 * </pre>
 */
public final class KeyCodec {
  static final int TAG_VALUE = 0x10;
  static final int TAG_NULL = 0x20;
  static final int WIDE_DECIMAL_BYTES = 16;
  private static final int UUID_BYTES = 16;
  private static final int ESCAPED_ZERO = 0xFF;
  private static final int TERMINATOR = 0x01;
  private static final int VARIABLE = -1;

  private KeyCodec() {}

  /** Appends the value at {@code row} of {@code vector}. */
  public static void encode(
      BytesBuilder out, SqlType type, boolean descending, ColumnVector vector, int row) {
    int start = out.length();
    if (vector.isNull(row)) {
      out.append(TAG_NULL);
    } else {
      out.append(TAG_VALUE);
      switch (type.columnKind()) {
        case LONG -> appendLong(out, type, ((LongVector) vector).get(row));
        case DOUBLE -> appendDouble(out, type, ((DoubleVector) vector).get(row));
        case BYTES -> {
          BytesVector bytes = (BytesVector) vector;
          appendBytes(out, type, bytes.buffer(), bytes.start(row), bytes.length(row));
        }
        case OBJECT -> appendDecimal(out, type, (BigDecimal) ((ObjectVector) vector).get(row));
      }
    }
    if (descending) {
      invert(out, start);
    }
  }

  /** Appends a Java value of the type. */
  public static void encode(
      BytesBuilder out, SqlType type, boolean descending, @Nullable Object value) {
    int start = out.length();
    if (value == null) {
      out.append(TAG_NULL);
    } else {
      out.append(TAG_VALUE);
      switch (type.columnKind()) {
        case LONG -> appendLong(out, type, VectorValues.toLong(value, type));
        case DOUBLE -> appendDouble(out, type, ((Number) value).doubleValue());
        case BYTES -> {
          byte[] bytes = VectorValues.toBytes(value, type);
          appendBytes(out, type, bytes, 0, bytes.length);
        }
        case OBJECT -> appendDecimal(out, type, (BigDecimal) value);
      }
    }
    if (descending) {
      invert(out, start);
    }
  }

  /** Appends what every column begins with that is not NULL. */
  public static void appendValueTag(BytesBuilder out, boolean descending) {
    out.append(descending ? ~TAG_VALUE : TAG_VALUE);
  }

  /** Whether the column that starts at {@code position} is NULL. */
  public static boolean isNull(byte[] key, int position, boolean descending) {
    int tag = (descending ? ~key[position] : key[position]) & 0xFF;
    if (tag != TAG_VALUE && tag != TAG_NULL) {
      throw new IllegalArgumentException("0x" + Integer.toHexString(tag) + " is no key column tag");
    }
    return tag == TAG_NULL;
  }

  /** Where the column that starts at {@code position} ends. */
  public static int skip(byte[] key, int position, SqlType type, boolean descending) {
    if (isNull(key, position, descending)) {
      return position + 1;
    }
    int width = valueWidth(type);
    if (width != VARIABLE) {
      return position + 1 + width;
    }
    int flip = descending ? 0xFF : 0;
    int at = position + 1;
    while (true) {
      if (((key[at] & 0xFF) ^ flip) != 0) {
        at++;
      } else if (((key[at + 1] & 0xFF) ^ flip) == TERMINATOR) {
        return at + 2;
      } else {
        at += 2;
      }
    }
  }

  /** The element of a LONG vector whose column starts at {@code position} and is not NULL. */
  static long decodeLong(byte[] key, int position, SqlType type, boolean descending) {
    int at = position + 1;
    long flip = descending ? -1L : 0;
    return switch (valueWidth(type)) {
      case 1 ->
          type.kind() == TypeKind.BOOLEAN
              ? (key[at] ^ flip) & 0xFF
              : (byte) (key[at] ^ flip ^ 0x80);
      case 2 -> (short) ((((key[at] & 0xFF) << 8) | (key[at + 1] & 0xFF)) ^ flip ^ 0x8000);
      case 4 -> (int) ((int) BytesBuilder.INT.get(key, at) ^ flip ^ Integer.MIN_VALUE);
      default -> (long) BytesBuilder.LONG.get(key, at) ^ flip ^ Long.MIN_VALUE;
    };
  }

  static double decodeDouble(byte[] key, int position, SqlType type, boolean descending) {
    int at = position + 1;
    if (type.kind() == TypeKind.REAL) {
      int bits = (int) BytesBuilder.INT.get(key, at) ^ (descending ? -1 : 0);
      return Float.intBitsToFloat(bits < 0 ? bits ^ Integer.MIN_VALUE : ~bits);
    }
    long bits = (long) BytesBuilder.LONG.get(key, at) ^ (descending ? -1L : 0);
    return Double.longBitsToDouble(bits < 0 ? bits ^ Long.MIN_VALUE : ~bits);
  }

  static BigDecimal decodeDecimal(byte[] key, int position, SqlType type, boolean descending) {
    byte[] bytes = new byte[WIDE_DECIMAL_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (descending ? ~key[position + 1 + i] : key[position + 1 + i]);
    }
    bytes[0] ^= (byte) 0x80;
    return WideDecimals.decode(bytes, 0, type.scale());
  }

  /** Appends the un-escaped bytes of the column that starts at {@code position} to {@code out}. */
  static void decodeBytes(
      byte[] key, int position, SqlType type, boolean descending, BytesBuilder out) {
    int flip = descending ? 0xFF : 0;
    int at = position + 1;
    int width = valueWidth(type);
    if (width != VARIABLE) {
      for (int i = 0; i < width; i++) {
        out.append((key[at + i] & 0xFF) ^ flip);
      }
      return;
    }
    while (true) {
      int value = (key[at++] & 0xFF) ^ flip;
      if (value == 0) {
        int next = (key[at++] & 0xFF) ^ flip;
        if (next == TERMINATOR) {
          return;
        }
      }
      out.append(value);
    }
  }

  /** Of what stands behind the tag; {@link #VARIABLE} if it depends on the value. */
  static int valueWidth(SqlType type) {
    return switch (type.kind()) {
      case BOOLEAN, TINYINT -> 1;
      case SMALLINT -> 2;
      case INTEGER, DATE, REAL -> 4;
      case BIGINT, TIME, TIMESTAMP, TIME_TZ, TIMESTAMP_TZ, INTERVAL_MONTH, INTERVAL_DAY, DOUBLE ->
          8;
      case UUID -> UUID_BYTES;
      case DECIMAL ->
          type.precision() <= SqlType.DECIMAL_LONG_PRECISION_MAX ? 8 : WIDE_DECIMAL_BYTES;
      case CHAR, VARCHAR, VARBINARY, JSON -> VARIABLE;
    };
  }

  private static void appendLong(BytesBuilder out, SqlType type, long value) {
    switch (valueWidth(type)) {
      case 1 ->
          out.append(type.kind() == TypeKind.BOOLEAN ? (int) value : ((int) value ^ 0x80) & 0xFF);
      case 2 -> out.appendShort((int) value ^ 0x8000);
      case 4 -> out.appendInt(Math.toIntExact(value) ^ Integer.MIN_VALUE);
      default -> out.appendLong(value ^ Long.MIN_VALUE);
    }
  }

  private static void appendDouble(BytesBuilder out, SqlType type, double value) {
    if (type.kind() == TypeKind.REAL) {
      int bits = Float.floatToIntBits((float) value + 0.0f);
      out.appendInt(bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE);
    } else {
      long bits = Double.doubleToLongBits(value + 0.0);
      out.appendLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
    }
  }

  private static void appendDecimal(BytesBuilder out, SqlType type, BigDecimal value) {
    int position = out.reserve(WIDE_DECIMAL_BYTES);
    WideDecimals.encode(value.setScale(type.scale()), out.array(), position);
    out.array()[position] ^= (byte) 0x80;
  }

  private static void appendBytes(
      BytesBuilder out, SqlType type, byte[] source, int offset, int length) {
    if (type.kind() == TypeKind.UUID) {
      out.append(source, offset, length);
      return;
    }
    int at = out.reserve(Math.addExact(Math.multiplyExact(length, 2), 2));
    byte[] target = out.array();
    for (int i = offset; i < offset + length; i++) {
      target[at++] = source[i];
      if (source[i] == 0) {
        target[at++] = (byte) ESCAPED_ZERO;
      }
    }
    target[at++] = 0;
    target[at++] = TERMINATOR;
    out.truncate(at);
  }

  private static void invert(BytesBuilder out, int start) {
    byte[] bytes = out.array();
    for (int i = start; i < out.length(); i++) {
      bytes[i] = (byte) ~bytes[i];
    }
  }
}
