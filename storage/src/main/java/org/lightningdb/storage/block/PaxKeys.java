package org.lightningdb.storage.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.KeyHead;
import org.lightningdb.storage.bytes.LittleEndian;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.BytesVector;

/**
 * The keys of a block of columns, and the head of each behind the shared prefix. The key page,
 * little-endian:
 *
 * <pre>
 * 0  u32  length of the prefix that all keys share
 * 4  u32  length of the rest of each key; 0xFFFFFFFF if they differ
 * 8       prefix
 * …       only if they differ: u32 for each key, where its rest ends, counted from the first rest
 * …       the rests
 * </pre>
 *
 * Immutable but for a hash table that is made late. Thread-safe.
 */
final class PaxKeys {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int HEADER_BYTES = 8;
  private static final int DIFFERENT = -1;

  private final byte[] page;
  private final int prefixStart;
  private final int prefixLength;
  private final int restLength;
  private final int endsStart;
  private final int restsStart;
  private final long[] heads;

  /** Rows, counted from 1, by the hash of the rest of their key; see {@link #place}. */
  private volatile int @Nullable [] hashes;

  private boolean looked;

  /**
   * @throws IndexOutOfBoundsException if the bytes from {@code pageStart} to {@code pageEnd} are no
   *     page of {@code count} keys
   */
  PaxKeys(byte[] page, int pageStart, int pageEnd, int count) {
    int length = pageEnd - pageStart;
    if (length < HEADER_BYTES) {
      throw new IndexOutOfBoundsException("a key page of " + length + " bytes");
    }
    this.page = page;
    this.prefixStart = pageStart + HEADER_BYTES;
    this.prefixLength = LittleEndian.getInt(page, pageStart);
    this.restLength = LittleEndian.getInt(page, pageStart + 4);
    if (prefixLength < 0 || prefixLength > length - HEADER_BYTES || restLength < DIFFERENT) {
      throw new IndexOutOfBoundsException("a prefix of " + prefixLength + " bytes");
    }
    this.endsStart = prefixStart + prefixLength;
    boolean differ = restLength == DIFFERENT;
    long start = endsStart + (differ ? (long) Integer.BYTES * count : 0);
    if (start > pageEnd) {
      throw new IndexOutOfBoundsException("no room for the ends of " + count + " keys");
    }
    this.restsStart = (int) start;
    long end = differ ? requireAscending(count, pageEnd) : (long) restLength * count;
    if (end != pageEnd - start) {
      throw new IndexOutOfBoundsException("keys end at " + end);
    }
    this.heads = new long[count];
    for (int row = 0; row < count; row++) {
      int from = start(row);
      heads[row] = KeyHead.of(page, from, end(row) - from);
    }
  }

  private int requireAscending(int count, int pageEnd) {
    int room = pageEnd - restsStart;
    int previous = 0;
    for (int row = 0; row < count; row++) {
      int end = LittleEndian.getInt(page, endsStart + Integer.BYTES * row);
      if (end < previous || end > room) {
        throw new IndexOutOfBoundsException("key " + row + " ends at " + end);
      }
      previous = end;
    }
    return previous;
  }

  static byte[] write(RowBuffer rows, int from, int to) {
    int prefix = rows.sharedPrefix(from, to - 1);
    Slice key = new Slice();
    int firstRest = rows.key(from, key).length() - prefix;
    boolean differ = false;
    long length = 0;
    for (int row = from; row < to; row++) {
      int rest = rows.key(row, key).length() - prefix;
      differ |= rest != firstRest;
      length += rest;
    }
    int restsStart = HEADER_BYTES + prefix + (differ ? Integer.BYTES * (to - from) : 0);
    byte[] page = new byte[Math.toIntExact(restsStart + length)];
    LittleEndian.putInt(page, 0, prefix);
    LittleEndian.putInt(page, 4, differ ? DIFFERENT : firstRest);
    rows.key(from, key);
    System.arraycopy(key.array(), key.offset(), page, HEADER_BYTES, prefix);
    int at = restsStart;
    for (int row = from; row < to; row++) {
      rows.key(row, key);
      int rest = key.length() - prefix;
      System.arraycopy(key.array(), key.offset() + prefix, page, at, rest);
      at += rest;
      if (differ) {
        int end = HEADER_BYTES + prefix + Integer.BYTES * (row - from);
        LittleEndian.putInt(page, end, at - restsStart);
      }
    }
    return page;
  }

  private int start(int row) {
    if (restLength != DIFFERENT) {
      return restsStart + restLength * row;
    }
    return row == 0 ? restsStart : end(row - 1);
  }

  private int end(int row) {
    return restLength != DIFFERENT
        ? restsStart + restLength * (row + 1)
        : restsStart + LittleEndian.getInt(page, endsStart + Integer.BYTES * row);
  }

  /** Memory taken beside the page. */
  long memoryBytes() {
    return (long) Long.BYTES * heads.length + RowHash.bytes(heads.length);
  }

  /**
   * The row of {@code key}, negative if there is none; through a hash table that the second caller
   * makes.
   */
  int place(Slice key) {
    int[] table = hashes;
    if (table == null) {
      if (!looked || heads.length > RowHash.START_MAX) {
        looked = true;
        return find(key);
      }
      table = hashRows();
    }
    int restLength = key.length() - prefixLength;
    if (comparePrefix(key) != 0) {
      return RowHash.NONE;
    }
    int hash = RowHash.hash(key.array(), key.offset() + prefixLength, restLength);
    int slot = RowHash.candidate(table, hash, hash);
    while (slot >= 0) {
      int row = RowHash.start(table, slot) - 1;
      if (compareRest(row, key) == 0) {
        return row;
      }
      slot = RowHash.candidate(table, hash, slot + 1);
    }
    return RowHash.NONE;
  }

  private int[] hashRows() {
    int[] table = RowHash.table(heads.length);
    for (int row = 0; row < heads.length; row++) {
      int start = start(row);
      RowHash.add(table, RowHash.hash(page, start, end(row) - start), row + 1);
    }
    hashes = table;
    return table;
  }

  Slice get(int row, KeyBuffer buffer) {
    int start = start(row);
    int length = end(row) - start;
    return prefixLength == 0
        ? buffer.borrow(page, start, length)
        : buffer.join(page, prefixStart, prefixLength, start, length);
  }

  boolean haveOneLength() {
    return restLength != DIFFERENT;
  }

  /** {@link Block#copyKeys} of keys that have one length. */
  void copyTo(int @Nullable [] rows, int from, int count, BytesVector target, int at) {
    int length = prefixLength + restLength;
    int to = target.reserve(Math.multiplyExact(length, count));
    byte[] buffer = target.buffer();
    // What eight bytes write too much, the next key or nobody writes over.
    boolean shortPrefix = prefixLength <= Long.BYTES && prefixStart <= page.length - Long.BYTES;
    boolean shortRest = restLength <= Long.BYTES;
    for (int i = 0; i < count; i++) {
      int rest = restsStart + restLength * (rows == null ? from + i : rows[from + i]);
      if (shortPrefix) {
        LONG.set(buffer, to, (long) LONG.get(page, prefixStart));
      } else {
        System.arraycopy(page, prefixStart, buffer, to, prefixLength);
      }
      if (shortRest && rest <= page.length - Long.BYTES) {
        LONG.set(buffer, to + prefixLength, (long) LONG.get(page, rest));
      } else {
        System.arraycopy(page, rest, buffer, to + prefixLength, restLength);
      }
      target.point(at + i, to, length);
      to += length;
    }
  }

  /** The row of {@code key}, or {@code -1 - insertionRow}. */
  int find(Slice key) {
    int order = comparePrefix(key);
    if (order != 0) {
      return order < 0 ? -1 : -1 - heads.length;
    }
    long head = KeyHead.of(key.array(), key.offset() + prefixLength, key.length() - prefixLength);
    int low = 0;
    int high = heads.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      order = Long.compare(heads[middle], head);
      if (order == 0) {
        order = compareRest(middle, key);
        if (order == 0) {
          return middle;
        }
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }

  private int comparePrefix(Slice key) {
    int length = Math.min(key.length(), prefixLength);
    int keyStart = key.offset();
    int prefixEnd = prefixStart + length;
    int order =
        Arrays.compareUnsigned(
            key.array(), keyStart, keyStart + length, page, prefixStart, prefixEnd);
    return order == 0 && key.length() < prefixLength ? -1 : order;
  }

  private int compareRest(int row, Slice key) {
    int keyStart = key.offset() + prefixLength;
    int keyEnd = key.offset() + key.length();
    return Arrays.compareUnsigned(page, start(row), end(row), key.array(), keyStart, keyEnd);
  }
}
