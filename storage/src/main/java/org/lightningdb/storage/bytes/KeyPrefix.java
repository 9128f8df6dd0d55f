package org.lightningdb.storage.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Comparisons with the bytes that the keys of a node or a block begin with. They are few, mostly
 * equal, and compared at every step down a tree: eight at a time, without a call.
 */
public final class KeyPrefix {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private KeyPrefix() {}

  /** Where {@code key} lies relative to all keys that begin with these bytes; 0 = among them. */
  public static int compare(Slice key, byte[] prefix, int start, int length) {
    if (key.length() >= length && equal(key.array(), key.offset(), prefix, start, length)) {
      return 0;
    }
    int shorter = Math.min(key.length(), length);
    int keyStart = key.offset();
    int order =
        Arrays.compareUnsigned(
            key.array(), keyStart, keyStart + shorter, prefix, start, start + shorter);
    return order == 0 ? -1 : order;
  }

  /** Whether {@code length} bytes are the same; all of them must lie inside their arrays. */
  public static boolean equal(
      byte[] left, int leftStart, byte[] right, int rightStart, int length) {
    int at = 0;
    while (at + Long.BYTES <= length) {
      if ((long) LONG.get(left, leftStart + at) != (long) LONG.get(right, rightStart + at)) {
        return false;
      }
      at += Long.BYTES;
    }
    if (at < length && length > Long.BYTES) {
      int last = length - Long.BYTES;
      return (long) LONG.get(left, leftStart + last) == (long) LONG.get(right, rightStart + last);
    }
    while (at < length && left[leftStart + at] == right[rightStart + at]) {
      at++;
    }
    return at == length;
  }
}
