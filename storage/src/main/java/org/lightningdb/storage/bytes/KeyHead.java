package org.lightningdb.storage.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The first eight bytes of a key as one number, so that most comparisons of a search touch one
 * array of longs instead of the keys. Shorter keys are filled up with zeros.
 *
 * <p>Heads compare as signed longs. Different heads order as their keys do; equal heads say
 * nothing.
 */
public final class KeyHead {
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private KeyHead() {}

  /** The head of the {@code length} bytes at {@code offset}; no length below 0. */
  public static long of(byte[] array, int offset, int length) {
    if (length >= Long.BYTES) {
      return (long) BIG_ENDIAN.get(array, offset) ^ Long.MIN_VALUE;
    }
    long head = 0;
    for (int i = 0; i < length; i++) {
      head |= (array[offset + i] & 0xFFL) << (56 - 8 * i);
    }
    return head ^ Long.MIN_VALUE;
  }
}
