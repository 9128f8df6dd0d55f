package org.lightningdb.storage.column;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing page, and the little-endian numbers of pages. Used by one thread. */
final class PageBytes {
  static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[4096];
  private int length;

  void clear() {
    length = 0;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** Makes room for {@code count} zero bytes and returns where they start. */
  int reserve(int count) {
    int start = length;
    int needed = Math.addExact(length, count);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * bytes.length, 1 << 30)));
    }
    Arrays.fill(bytes, start, needed, (byte) 0);
    length = needed;
    return start;
  }

  void setByte(int at, int value) {
    bytes[at] = (byte) value;
  }

  void setInt(int at, int value) {
    INT.set(bytes, at, value);
  }

  void setLong(int at, long value) {
    LONG.set(bytes, at, value);
  }

  /** Sets the lowest {@code width} bytes of a number. */
  void setNumber(int at, int width, long value) {
    switch (width) {
      case 0 -> {}
      case 1 -> bytes[at] = (byte) value;
      case 2 -> SHORT.set(bytes, at, (short) value);
      case 4 -> INT.set(bytes, at, (int) value);
      default -> LONG.set(bytes, at, value);
    }
  }

  void append(byte[] source, int offset, int count) {
    int at = reserve(count);
    System.arraycopy(source, offset, bytes, at, count);
  }

  /** The unsigned number of {@code width} bytes. */
  static long number(byte[] source, int at, int width) {
    return switch (width) {
      case 0 -> 0;
      case 1 -> source[at] & 0xFF;
      case 2 -> (short) SHORT.get(source, at) & 0xFFFF;
      case 4 -> (int) INT.get(source, at) & 0xFFFF_FFFFL;
      default -> (long) LONG.get(source, at);
    };
  }

  /** The narrowest of 0, 1, 2, 4 and 8 bytes that hold an unsigned number. */
  static int widthOf(long unsigned) {
    if (unsigned == 0) {
      return 0;
    }
    if ((unsigned & ~0xFFL) == 0) {
      return 1;
    }
    if ((unsigned & ~0xFFFFL) == 0) {
      return 2;
    }
    return (unsigned & ~0xFFFF_FFFFL) == 0 ? 4 : 8;
  }
}
