package org.lightningdb.storage.layout.history;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

/**
 * The row of a superseded version in a history tree.
 *
 * <p><b>Idea.</b> A version that was committed at c and superseded at s is what a view at t sees
 * for c &lt;= t &lt; s. The rows of one key stand side by side, the latest superseded first, so one
 * search finds the version for t: the last row with s &gt; t; it is the answer if also c &lt;= t.
 * If not, the key did not exist at t. Rows never change: a version moves here once, and what
 * supersedes it later lies in other rows.
 *
 * <p>The timestamp of the row is s. When no view may look back to before h, a row with s &lt;= h is
 * of no use to anybody, and neither is a block whose largest timestamp is &lt;= h: it can be
 * dropped without looking inside.
 *
 * <pre>
 * key    the key of the store, with FF behind every 00 | 00 00 | u64 big-endian: ~s
 * value  varint (s - c) * 2 + (1 for a deletion) | the value
 * </pre>
 *
 * Neither what follows a 00 in an escaped key nor its end can be mistaken for the other, so rows
 * are in the order of the store's keys. Where deletions are left out, a gap between the times of
 * two rows says that the key did not exist.
 *
 * <p>Dropped: one row for each key with the chain of its versions as value. A key that is changed
 * all the time makes such a row long, and every flush writes all of it again.
 *
 * <p>Holds a buffer; used by one thread.
 */
final class HistoryRow {
  /** What a key is longer by, apart from the escapes. */
  static final int SUFFIX_BYTES = 2 + Long.BYTES;

  static final int VARINT_BYTES_MAX = 10;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final Slice slice = new Slice();
  private byte[] buffer = new byte[64];

  /** The key of the row; borrowed until the next call on this. */
  Slice key(Slice storeKey, long supersededAt) {
    int length = escape(storeKey, SUFFIX_BYTES);
    buffer[length++] = 0;
    buffer[length++] = 0;
    LONG.set(buffer, length, ~supersededAt);
    return slice.set(buffer, 0, length + Long.BYTES);
  }

  /** A key before every row of {@code storeKey} and behind every row of smaller keys. */
  Slice before(Slice storeKey) {
    int length = escape(storeKey, SUFFIX_BYTES);
    buffer[length++] = 0;
    buffer[length++] = 0;
    return slice.set(buffer, 0, length);
  }

  /** A key behind every row of {@code storeKey} and before every row of larger keys. */
  Slice behind(Slice storeKey) {
    int length = escape(storeKey, SUFFIX_BYTES);
    buffer[length++] = 0;
    buffer[length++] = 1;
    return slice.set(buffer, 0, length);
  }

  /** Escapes into the buffer, with room for {@code more} bytes; returns the length. */
  private int escape(Slice storeKey, int more) {
    reserve(2 * storeKey.length() + more);
    byte[] source = storeKey.array();
    int end = storeKey.offset() + storeKey.length();
    int length = 0;
    for (int at = storeKey.offset(); at < end; at++) {
      buffer[length++] = source[at];
      if (source[at] == 0) {
        buffer[length++] = (byte) 0xFF;
      }
    }
    return length;
  }

  /** The value of the row; borrowed until the next call on this. */
  Slice value(long supersededAt, long committedAt, boolean tombstone, Slice storeValue) {
    reserve(Math.addExact(storeValue.length(), VARINT_BYTES_MAX));
    long rest = ((supersededAt - committedAt) << 1) | (tombstone ? 1 : 0);
    int length = 0;
    while ((rest & ~0x7FL) != 0) {
      buffer[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[length++] = (byte) rest;
    System.arraycopy(storeValue.array(), storeValue.offset(), buffer, length, storeValue.length());
    return slice.set(buffer, 0, length + storeValue.length());
  }

  private void reserve(int length) {
    if (buffer.length < length) {
      buffer = new byte[Math.max(length, (int) Math.min(buffer.length * 2L, 1 << 20))];
    }
  }

  /** When the version of the row with this key was superseded. */
  static long supersededAt(Slice rowKey) {
    requireKey(rowKey);
    return ~(long) LONG.get(rowKey.array(), rowKey.offset() + rowKey.length() - Long.BYTES);
  }

  /** Whether both rows are of one key. */
  static boolean sameKey(Slice rowKey, Slice otherRowKey) {
    int length = rowKey.length() - Long.BYTES;
    return rowKey.length() == otherRowKey.length()
        && Arrays.equals(
            rowKey.array(),
            rowKey.offset(),
            rowKey.offset() + length,
            otherRowKey.array(),
            otherRowKey.offset(),
            otherRowKey.offset() + length);
  }

  /** The key of the store; borrowed until the next call on this. */
  Slice storeKey(Slice rowKey) {
    requireKey(rowKey);
    reserve(rowKey.length());
    byte[] source = rowKey.array();
    int end = rowKey.offset() + rowKey.length() - SUFFIX_BYTES;
    int length = 0;
    for (int at = rowKey.offset(); at < end; at++) {
      buffer[length++] = source[at];
      if (source[at] == 0) {
        at++;
        if (source[at] != (byte) 0xFF || at == end) {
          throw damaged(rowKey);
        }
      }
    }
    return slice.set(buffer, 0, length);
  }

  private static void requireKey(Slice rowKey) {
    int end = rowKey.length() - Long.BYTES;
    if (end < 2 || rowKey.get(end - 2) != 0 || rowKey.get(end - 1) != 0) {
      throw damaged(rowKey);
    }
  }

  private static StorageException damaged(Slice row) {
    return new StorageException(Kind.CORRUPT, "not a row of a history: " + row);
  }

  /** What the value of a row says. Reused from row to row. */
  static final class Version {
    private final Slice value = new Slice();
    private long committedAt;
    private boolean tombstone;

    /** Reads the row; {@link #value} then points into {@code rowValue}'s array. */
    void read(Slice rowValue, long supersededAt) {
      long first = 0;
      int at = 0;
      int shift = 0;
      byte next;
      do {
        if (at == rowValue.length() || shift > 63) {
          throw damaged(rowValue);
        }
        next = rowValue.get(at++);
        first |= (next & 0x7FL) << shift;
        shift += 7;
      } while (next < 0);
      committedAt = supersededAt - (first >>> 1);
      tombstone = (first & 1) != 0;
      if (committedAt < 0) {
        throw damaged(rowValue);
      }
      value.set(rowValue.array(), rowValue.offset() + at, rowValue.length() - at);
    }

    Slice value() {
      return value;
    }

    void copyTo(FoundVersion out) {
      if (tombstone) {
        out.setTombstone(committedAt);
      } else {
        out.setValue(value.array(), value.offset(), value.length(), committedAt);
      }
    }

    long committedAt() {
      return committedAt;
    }

    boolean tombstone() {
      return tombstone;
    }
  }
}
