package org.lightningdb.storage.delta;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.KeyHead;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.memory.ByteArrays;

/**
 * The bytes of keys and versions, packed into chunks that grow from 1 KiB to 256 KiB (larger arrays
 * are costly for the collector) and are dropped together with the delta. A record larger than a
 * quarter of a chunk gets an array of its own.
 *
 * <p>A position is {@code chunk << 32 | offset}; 0 is nowhere.
 *
 * <pre>
 * key      int length | bytes
 * version  long position of the next older version | long commitTimestamp
 *          int value length, -1 = tombstone | bytes
 * </pre>
 *
 * A record is complete before its position is published by the release of a node lock, and never
 * changes after that, so whoever got a position from a validated read needs no further care.
 */
final class Arena {
  private static final int CHUNK_BYTES_MIN = 1 << 10;
  private static final int CHUNK_BYTES_MAX = 256 << 10;
  private static final int VERSION_BYTES = 20;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final class Chunk {
    final int index;
    final byte[] bytes;
    final AtomicInteger used = new AtomicInteger();

    Chunk(int index, byte[] bytes) {
      this.index = index;
      this.bytes = bytes;
    }
  }

  private final ByteArrays arrays;
  private volatile byte[][] chunks = new byte[4][];
  private volatile Chunk current;
  private final AtomicLong filledBytes = new AtomicLong();
  private int chunkCount;

  Arena(ByteArrays arrays) {
    this.arrays = arrays;
    this.current = addChunk(CHUNK_BYTES_MIN);
    current.used.set(8);
  }

  /** Bytes of all records written. */
  long usedBytes() {
    Chunk chunk = current;
    return filledBytes.get() + Math.min(chunk.used.get(), chunk.bytes.length);
  }

  long writeKey(Slice key) {
    long position = allocate(Integer.BYTES + key.length());
    byte[] array = array(position);
    int offset = offset(position);
    INT.set(array, offset, key.length());
    System.arraycopy(key.array(), key.offset(), array, offset + Integer.BYTES, key.length());
    return position;
  }

  /** A version that has no older one yet; null makes a tombstone. */
  long writeVersion(long commitTimestamp, @Nullable Slice value) {
    int length = value == null ? 0 : value.length();
    long position = allocate(Math.addExact(VERSION_BYTES, length));
    byte[] array = array(position);
    int offset = offset(position);
    LONG.set(array, offset + 8, commitTimestamp);
    INT.set(array, offset + 16, value == null ? -1 : length);
    if (value != null) {
      System.arraycopy(value.array(), value.offset(), array, offset + VERSION_BYTES, length);
    }
    return position;
  }

  /** Only before the version is published. */
  void setOlder(long version, long older) {
    LONG.set(array(version), offset(version), older);
  }

  /** The next older version of the same key, 0 if there is none. */
  long older(long version) {
    return (long) LONG.get(array(version), offset(version));
  }

  /** The newest version of the chain that is not newer than {@code readTimestamp}, or 0. */
  long visible(long newest, long readTimestamp) {
    long version = newest;
    while (version != 0) {
      byte[] array = array(version);
      int offset = offset(version);
      if ((long) LONG.get(array, offset + 8) <= readTimestamp) {
        return version;
      }
      version = (long) LONG.get(array, offset);
    }
    return 0;
  }

  long timestamp(long version) {
    return (long) LONG.get(array(version), offset(version) + 8);
  }

  boolean tombstone(long version) {
    return (int) INT.get(array(version), offset(version) + 16) < 0;
  }

  Slice value(long version, Slice target) {
    byte[] array = array(version);
    int offset = offset(version);
    int length = Math.max(0, (int) INT.get(array, offset + 16));
    return target.set(array, offset + VERSION_BYTES, length);
  }

  void readInto(long version, FoundVersion target) {
    byte[] array = array(version);
    int offset = offset(version);
    long timestamp = (long) LONG.get(array, offset + 8);
    int length = (int) INT.get(array, offset + 16);
    if (length < 0) {
      target.setTombstone(timestamp);
    } else {
      target.setValue(array, offset + VERSION_BYTES, length, timestamp);
    }
  }

  Slice key(long position, Slice target) {
    byte[] array = array(position);
    int offset = offset(position);
    return target.set(array, offset + Integer.BYTES, (int) INT.get(array, offset));
  }

  int compareKey(long position, Slice key) {
    byte[] array = array(position);
    int start = offset(position) + Integer.BYTES;
    int end = start + (int) INT.get(array, start - Integer.BYTES);
    int keyEnd = key.offset() + key.length();
    return Arrays.compareUnsigned(array, start, end, key.array(), key.offset(), keyEnd);
  }

  /** The head of the key without its first {@code skip} bytes. */
  long head(long position, int skip) {
    byte[] array = array(position);
    int start = offset(position) + Integer.BYTES;
    int length = (int) INT.get(array, start - Integer.BYTES);
    return KeyHead.of(array, start + skip, length - skip);
  }

  byte[] commonPrefix(long firstKey, long lastKey) {
    byte[] first = array(firstKey);
    int firstStart = offset(firstKey) + Integer.BYTES;
    int firstEnd = firstStart + (int) INT.get(first, firstStart - Integer.BYTES);
    byte[] last = array(lastKey);
    int lastStart = offset(lastKey) + Integer.BYTES;
    int lastEnd = lastStart + (int) INT.get(last, lastStart - Integer.BYTES);
    int mismatch = Arrays.mismatch(first, firstStart, firstEnd, last, lastStart, lastEnd);
    int end = mismatch < 0 ? firstEnd : firstStart + mismatch;
    return Arrays.copyOfRange(first, firstStart, end);
  }

  private byte[] array(long position) {
    return chunks[(int) (position >>> 32)];
  }

  private static int offset(long position) {
    return (int) position;
  }

  private long allocate(int length) {
    if (length > CHUNK_BYTES_MAX / 4) {
      Chunk own = addChunk(length);
      filledBytes.addAndGet(length);
      return (long) own.index << 32;
    }
    while (true) {
      Chunk chunk = current;
      int start = chunk.used.getAndAdd(length);
      if (start <= chunk.bytes.length - length) {
        return ((long) chunk.index << 32) | start;
      }
      replaceCurrent(chunk, length);
    }
  }

  private synchronized void replaceCurrent(Chunk full, int length) {
    if (current == full) {
      full.used.set(full.bytes.length); // It must not run over, however often this fails.
      int size = Math.min(full.bytes.length * 2, CHUNK_BYTES_MAX);
      while (size < length) {
        size *= 2;
      }
      Chunk next = addChunk(size);
      filledBytes.addAndGet(full.bytes.length);
      current = next;
    }
  }

  private synchronized Chunk addChunk(int length) {
    byte[] bytes = arrays.ofLength(length);
    byte[][] table = chunks;
    if (chunkCount == table.length) {
      table = Arrays.copyOf(table, table.length * 2);
    }
    Chunk chunk = new Chunk(chunkCount, bytes);
    table[chunkCount++] = bytes;
    chunks = table;
    return chunk;
  }
}
