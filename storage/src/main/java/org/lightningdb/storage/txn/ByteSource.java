package org.lightningdb.storage.txn;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

/** Reads what {@link ByteSink} wrote; never reads beyond the end. */
final class ByteSource {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] array;
  private final String origin;
  private final long originAt;
  private int position;

  /**
   * @param origin what is read, for messages; followed by {@code originAt}
   */
  ByteSource(byte[] array, String origin, long originAt) {
    this.array = array;
    this.origin = origin;
    this.originAt = originAt;
  }

  /** What is read, for messages. */
  String where() {
    return origin + originAt;
  }

  int remaining() {
    return array.length - position;
  }

  int getByte() {
    require(1);
    return array[position++] & 0xFF;
  }

  long getLong() {
    require(Long.BYTES);
    long value = (long) LONG.get(array, position);
    position += Long.BYTES;
    return value;
  }

  long getVarint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = getByte();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw corrupt("a number without end");
  }

  /** Points {@code target} at the next {@code count} bytes. */
  void getBytes(long count, Slice target) {
    require(count);
    target.set(array, position, (int) count);
    position += (int) count;
  }

  private void require(long count) {
    if (count < 0 || count > remaining()) {
      throw corrupt(count + " bytes wanted at " + position + ", " + remaining() + " left");
    }
  }

  StorageException corrupt(String what) {
    return new StorageException(Kind.CORRUPT, where() + " is damaged: " + what);
  }
}
