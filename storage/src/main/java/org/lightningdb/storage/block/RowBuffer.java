package org.lightningdb.storage.block;

import java.util.Arrays;
import org.lightningdb.storage.bytes.Slice;

/**
 * Sorted rows on their way into blocks, which a {@link BlockCodec} makes of them. Used by one
 * thread.
 */
public final class RowBuffer {
  private static final int IDLE_BYTES_MAX = 1 << 20;

  private byte[] bytes = new byte[4096];
  private int used;
  private int count;
  private int[] keyStarts = new int[64];
  private int[] keyLengths = new int[64];
  private int[] valueLengths = new int[64];
  private long[] timestamps = new long[64];

  /** Encoded size of rows 0 to i - 1, if no key byte were shared. */
  private long[] sizesBefore = new long[65];

  public int count() {
    return count;
  }

  /** Adds a row behind the last one, whose key must be smaller. Copies the bytes. */
  public void add(Slice key, long commitTimestamp, Slice value) {
    int needed = Math.addExact(used, Math.addExact(key.length(), value.length()));
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(bytes.length * 2L, 1 << 30)));
    }
    if (count == keyStarts.length) {
      growRows();
    }
    System.arraycopy(key.array(), key.offset(), bytes, used, key.length());
    System.arraycopy(value.array(), value.offset(), bytes, used + key.length(), value.length());
    keyStarts[count] = used;
    keyLengths[count] = key.length();
    valueLengths[count] = value.length();
    timestamps[count] = commitTimestamp;
    sizesBefore[count + 1] = sizesBefore[count] + rowSize(key.length(), value.length());
    used = needed;
    count++;
  }

  /** Encoded size of a row that shares nothing; the timestamp is taken as four bytes. */
  static long rowSize(int keyLength, int valueLength) {
    return 4L + Varint.size(keyLength) + keyLength + Varint.size(valueLength) + valueLength;
  }

  private void growRows() {
    int capacity = count * 2;
    keyStarts = Arrays.copyOf(keyStarts, capacity);
    keyLengths = Arrays.copyOf(keyLengths, capacity);
    valueLengths = Arrays.copyOf(valueLengths, capacity);
    timestamps = Arrays.copyOf(timestamps, capacity);
    sizesBefore = Arrays.copyOf(sizesBefore, capacity + 1);
  }

  /** Encoded size of the rows, if no key byte were shared. */
  long unsharedSize(int from, int to) {
    return sizesBefore[to] - sizesBefore[from];
  }

  /** How many bytes the keys of the rows from {@code first} to {@code last} begin with alike. */
  int sharedPrefix(int first, int last) {
    int start = keyStarts[first];
    int end = start + keyLengths[first];
    int otherStart = keyStarts[last];
    int otherEnd = otherStart + keyLengths[last];
    int mismatch = Arrays.mismatch(bytes, start, end, bytes, otherStart, otherEnd);
    return mismatch < 0 ? keyLengths[first] : mismatch;
  }

  /** Points {@code target} at a key; borrowed until the next change. */
  public Slice key(int row, Slice target) {
    return target.set(bytes, keyStarts[row], keyLengths[row]);
  }

  /** Points {@code target} at a value; borrowed until the next change. */
  public Slice value(int row, Slice target) {
    return target.set(bytes, keyStarts[row] + keyLengths[row], valueLengths[row]);
  }

  public long commitTimestamp(int row) {
    return timestamps[row];
  }

  /** The oldest commit of the rows {@code from} to {@code to} (exclusive). */
  long minTimestamp(int from, int to) {
    long oldest = Long.MAX_VALUE;
    for (int row = from; row < to; row++) {
      oldest = Math.min(oldest, timestamps[row]);
    }
    return oldest;
  }

  /** The newest commit of the rows {@code from} to {@code to} (exclusive). */
  long maxTimestamp(int from, int to) {
    long newest = Long.MIN_VALUE;
    for (int row = from; row < to; row++) {
      newest = Math.max(newest, timestamps[row]);
    }
    return newest;
  }

  /** Bytes of keys and values of the rows {@code from} to {@code to} (exclusive). */
  public long plainBytes(int from, int to) {
    long sum = 0;
    for (int row = from; row < to; row++) {
      sum += keyLengths[row] + valueLengths[row];
    }
    return sum;
  }

  /** Forgets the first {@code rows} rows. */
  public void removeFirst(int rows) {
    int left = count - rows;
    int start = left == 0 ? used : keyStarts[rows];
    System.arraycopy(bytes, start, bytes, 0, used - start);
    used -= start;
    long sizeBefore = sizesBefore[rows];
    for (int row = 0; row < left; row++) {
      keyStarts[row] = keyStarts[rows + row] - start;
      sizesBefore[row + 1] = sizesBefore[rows + row + 1] - sizeBefore;
    }
    System.arraycopy(keyLengths, rows, keyLengths, 0, left);
    System.arraycopy(valueLengths, rows, valueLengths, 0, left);
    System.arraycopy(timestamps, rows, timestamps, 0, left);
    count = left;
    if (left == 0 && bytes.length > IDLE_BYTES_MAX) {
      bytes = new byte[4096];
    }
  }
}
