package org.lightningdb.storage.block;

import org.lightningdb.storage.bytes.Slice;

/** Where a reader puts a block's shared prefix and a row's rest together. Used by one thread. */
public final class KeyBuffer {
  private final Slice slice = new Slice();
  private byte[] bytes = new byte[64];

  Slice join(byte[] source, int prefixStart, int prefixLength, int restStart, int restLength) {
    int length = prefixLength + restLength;
    if (length > bytes.length) {
      bytes = new byte[Math.max(length, bytes.length * 2)];
    }
    System.arraycopy(source, prefixStart, bytes, 0, prefixLength);
    System.arraycopy(source, restStart, bytes, prefixLength, restLength);
    return slice.set(bytes, 0, length);
  }

  Slice borrow(byte[] source, int start, int length) {
    return slice.set(source, start, length);
  }
}
