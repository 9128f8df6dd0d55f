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

  /**
   * The first of the ascending {@code heads} that is not below {@code head}; their number if all
   * are. Each step is a conditional move, not a branch that the processor guesses wrong every
   * second time, so that the next steps of its caller need not wait for the outcome.
   */
  public static int lowerBound(long[] heads, long head) {
    int base = 0;
    int left = heads.length;
    while (left > 1) {
      int half = left >>> 1;
      base = heads[base + half - 1] < head ? base + half : base;
      left -= half;
    }
    return left == 1 && heads[base] < head ? base + 1 : base;
  }

  /** The index behind the last of the ascending {@code heads} that equals the one at {@code at}. */
  public static int equalEnd(long[] heads, int at) {
    long head = heads[at];
    int step = 1;
    int low = at;
    while (low + step < heads.length && heads[low + step] == head) {
      low += step;
      step <<= 1;
    }
    int high = Math.min(low + step, heads.length);
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (heads[middle] == head) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
