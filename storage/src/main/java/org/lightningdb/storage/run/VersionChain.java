package org.lightningdb.storage.run;

import java.util.Arrays;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

/**
 * The older writes of one key of a run, newest first, in the value of a row. For each write, the
 * numbers seven bits a byte, lowest first:
 *
 * <pre>
 *   varint  its {@link Stamp}
 *   varint  length of the value, 0 for a deletion
 *           value
 * </pre>
 *
 * Used by one thread.
 */
final class VersionChain {
  private static final int VARINT_BYTES_MAX = 10;

  private byte[] bytes = new byte[64];
  private int length;
  private int next;
  private long stamp;
  private int valueStart;
  private int valueLength;

  void clear() {
    length = 0;
    next = 0;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** Adds a write older than all so far. */
  void add(long writeStamp, Slice value) {
    long needed = (long) length + 2 * VARINT_BYTES_MAX + value.length();
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * bytes.length, 1 << 30)));
    }
    putVarint(writeStamp);
    putVarint(value.length());
    System.arraycopy(value.array(), value.offset(), bytes, length, value.length());
    length += value.length();
  }

  private void putVarint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** Points {@code target} at the encoded chain; borrowed until the next change. */
  Slice encoded(Slice target) {
    return target.set(bytes, 0, length);
  }

  /** Begins to read a chain; {@code encoded} must stay as it is meanwhile. */
  void read(Slice encoded) {
    bytes = encoded.array();
    next = encoded.offset();
    length = encoded.offset() + encoded.length();
  }

  /** To the next older write; false if there is none. */
  boolean next() {
    if (next >= length) {
      return false;
    }
    stamp = getVarint();
    long size = getVarint();
    if (size < 0 || size > length - next) {
      throw corrupt();
    }
    valueStart = next;
    valueLength = (int) size;
    next += valueLength;
    return true;
  }

  private long getVarint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE && next < length; shift += 7) {
      int digit = bytes[next++];
      value |= (long) (digit & 0x7F) << shift;
      if (digit >= 0) {
        return value;
      }
    }
    throw corrupt();
  }

  private static StorageException corrupt() {
    return new StorageException(Kind.CORRUPT, "a chain of older writes does not parse");
  }

  long stamp() {
    return stamp;
  }

  /** Points {@code target} at the value of the write it stands on. */
  Slice value(Slice target) {
    return target.set(bytes, valueStart, valueLength);
  }
}
