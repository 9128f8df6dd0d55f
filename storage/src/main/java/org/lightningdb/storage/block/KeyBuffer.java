package org.lightningdb.storage.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;

/**
 * Where a reader puts a block's shared prefix and a row's rest together. From row to row of a block
 * the prefix stays where it is. Used by one thread.
 */
public final class KeyBuffer {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Slice slice = new Slice();

  /** Always eight bytes longer than the key in it. */
  private byte[] bytes = new byte[64];

  /** Whose prefix {@link #bytes} begins with. */
  private byte @Nullable [] prefixSource;

  private int prefixAt;
  private int prefixBytes;

  Slice join(byte[] source, int prefixStart, int prefixLength, int restStart, int restLength) {
    int length = prefixLength + restLength;
    if (source != prefixSource
        || prefixStart != prefixAt
        || prefixLength != prefixBytes
        || length > bytes.length - Long.BYTES) {
      copyPrefix(source, prefixStart, prefixLength, length);
    }
    if (restLength <= Long.BYTES && restStart <= source.length - Long.BYTES) {
      LONG.set(bytes, prefixLength, (long) LONG.get(source, restStart));
    } else {
      System.arraycopy(source, restStart, bytes, prefixLength, restLength);
    }
    return slice.set(bytes, 0, length);
  }

  private void copyPrefix(byte[] source, int prefixStart, int prefixLength, int length) {
    if (length > bytes.length - Long.BYTES) {
      bytes = new byte[Math.max(length + Long.BYTES, bytes.length * 2)];
    }
    System.arraycopy(source, prefixStart, bytes, 0, prefixLength);
    prefixSource = source;
    prefixAt = prefixStart;
    prefixBytes = prefixLength;
  }

  Slice borrow(byte[] source, int start, int length) {
    return slice.set(source, start, length);
  }
}
