package org.lightningdb.storage.txn;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing byte array to encode into. Integers are big-endian, varints seven bits a byte. */
final class ByteSink {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int VARINT_BYTES_MAX = 10;

  private byte[] array;
  private int length;

  ByteSink(int capacity) {
    array = new byte[capacity];
  }

  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  void putByte(int value) {
    reserve(1);
    array[length++] = (byte) value;
  }

  void putLong(long value) {
    reserve(Long.BYTES);
    LONG.set(array, length, value);
    length += Long.BYTES;
  }

  void setLong(int offset, long value) {
    LONG.set(array, offset, value);
  }

  /** Takes any value; negative ones need ten bytes. */
  void putVarint(long value) {
    reserve(VARINT_BYTES_MAX);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      array[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    array[length++] = (byte) rest;
  }

  void putBytes(byte[] source, int offset, int count) {
    reserve(count);
    System.arraycopy(source, offset, array, length, count);
    length += count;
  }

  private void reserve(int count) {
    if (array.length - length < count) {
      long wanted = Math.max((long) length + count, Math.min(array.length * 2L, 1L << 30));
      array = Arrays.copyOf(array, Math.toIntExact(wanted));
    }
  }
}
