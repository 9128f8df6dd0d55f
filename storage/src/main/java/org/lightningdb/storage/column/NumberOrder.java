package org.lightningdb.storage.column;

import org.lightningdb.storage.bytes.KeyHead;
import org.lightningdb.storage.spec.ShapeColumn;

/**
 * Values as longs whose signed order is the order of the values. Pages keep numbers in this form,
 * and zone maps and conditions compare in it.
 *
 * <pre>
 *   LONG        the number
 *   DOUBLE      IEEE bits of 8 or 4 bytes; all but the sign flipped if negative
 *   BYTES       the first eight bytes, as {@link KeyHead}: equal ones say nothing
 *   OBJECT      the upper eight of sixteen bytes in two's complement: equal ones say nothing
 * </pre>
 */
final class NumberOrder {
  private NumberOrder() {}

  static long ofDouble(double value) {
    long bits = Double.doubleToLongBits(value);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  static double toDouble(long order) {
    return Double.longBitsToDouble(order ^ ((order >> 63) & Long.MAX_VALUE));
  }

  static long ofFloat(float value) {
    int bits = Float.floatToIntBits(value);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  static double fromFloat(long order) {
    int bits = (int) order;
    return Float.intBitsToFloat(bits ^ ((bits >> 31) & Integer.MAX_VALUE));
  }

  /** The value of a DOUBLE column. */
  static double toDouble(long order, ShapeColumn column) {
    return column.widthBytes() == Float.BYTES ? fromFloat(order) : toDouble(order);
  }

  /** The IEEE bits of an order of a DOUBLE column of {@code widthBytes}. */
  static long bits(long order, int widthBytes) {
    long flipped = widthBytes == Float.BYTES ? Integer.MAX_VALUE : Long.MAX_VALUE;
    return order ^ ((order >> 63) & flipped);
  }

  static long ofBytes(byte[] array, int offset, int length) {
    return KeyHead.of(array, offset, length);
  }

  static long ofWide(byte[] array, int offset) {
    return KeyHead.of(array, offset, Long.BYTES) ^ Long.MIN_VALUE;
  }
}
