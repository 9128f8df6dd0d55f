package org.lightningdb.storage.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.KeyHead;
import org.lightningdb.storage.bytes.Slice;

/**
 * A block in memory: the raw payload as {@link RowBuffer} draws it, and a directory made while
 * loading: where each row begins, and the head of each key behind the shared prefix. Immutable and
 * thread-safe; slices of it stay good as long as the block is reachable.
 */
public final class Block {
  private static final int OBJECT_BYTES = 160;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final BlockKind kind;
  private final long storeId;
  private final long minTimestamp;
  private final long maxTimestamp;
  private final byte[] payload;
  private final int prefixStart;
  private final int prefixLength;
  private final int[] rowStarts;
  private final long[] heads;
  private final @Nullable AtomicReferenceArray<BlockHandle> children;

  /**
   * @throws IndexOutOfBoundsException if the payload is not one of {@code rowCount} rows
   */
  Block(BlockImage image) {
    this.kind = image.kind;
    this.storeId = image.storeId;
    this.minTimestamp = image.minTimestamp;
    this.maxTimestamp = image.maxTimestamp;
    this.payload = image.payload;
    this.prefixLength = length(payload, 0);
    this.prefixStart = Varint.skip(payload, 0);
    this.rowStarts = new int[image.rowCount];
    this.heads = new long[image.rowCount];
    this.children =
        image.kind == BlockKind.INNER ? new AtomicReferenceArray<>(image.rowCount) : null;
    int at = Math.addExact(prefixStart, prefixLength);
    for (int row = 0; row < image.rowCount; row++) {
      rowStarts[row] = at;
      int restLength = length(payload, at);
      at = Varint.skip(payload, at);
      heads[row] = KeyHead.of(payload, at, restLength);
      at = Varint.skip(payload, at + restLength);
      int valueLength = length(payload, at);
      at = Varint.skip(payload, at) + valueLength;
    }
    if (at != payload.length) {
      throw new IndexOutOfBoundsException("rows end at " + at + " of " + payload.length);
    }
  }

  private static int length(byte[] payload, int position) {
    long length = Varint.read(payload, position);
    if (length < 0 || length > payload.length - position) {
      throw new IndexOutOfBoundsException("length " + length + " at " + position);
    }
    return (int) length;
  }

  public BlockKind kind() {
    return kind;
  }

  public long storeId() {
    return storeId;
  }

  public int rowCount() {
    return rowStarts.length;
  }

  /** The oldest commit among the rows. */
  public long minTimestamp() {
    return minTimestamp;
  }

  /** The newest commit among the rows. */
  public long maxTimestamp() {
    return maxTimestamp;
  }

  /** Memory taken, about. */
  long memoryBytes() {
    int perRow = Integer.BYTES + Long.BYTES + (children == null ? 0 : 32);
    return OBJECT_BYTES + payload.length + (long) perRow * rowStarts.length;
  }

  @Nullable AtomicReferenceArray<BlockHandle> children() {
    return children;
  }

  /** The key of a row; borrowed until the next use of {@code buffer}. */
  public Slice key(int row, KeyBuffer buffer) {
    int start = rowStarts[row];
    int restLength = (int) Varint.read(payload, start);
    int restStart = Varint.skip(payload, start);
    return prefixLength == 0
        ? buffer.borrow(payload, restStart, restLength)
        : buffer.join(payload, prefixStart, prefixLength, restStart, restLength);
  }

  /** Points {@code target} at the value of a row. */
  public Slice value(int row, Slice target) {
    int at = Varint.skip(payload, timestampStart(row));
    int length = (int) Varint.read(payload, at);
    return target.set(payload, Varint.skip(payload, at), length);
  }

  /** The little-endian number at {@code offset} of the value of a row. */
  public long valueLong(int row, int offset) {
    int at = Varint.skip(payload, Varint.skip(payload, timestampStart(row)));
    return (long) LONG.get(payload, at + offset);
  }

  public long commitTimestamp(int row) {
    return minTimestamp + Varint.read(payload, timestampStart(row));
  }

  private int timestampStart(int row) {
    int start = rowStarts[row];
    return Varint.skip(payload, start) + (int) Varint.read(payload, start);
  }

  /** The row of {@code key}, or {@code -1 - insertionRow}. */
  public int find(Slice key) {
    int order = comparePrefix(key);
    if (order != 0) {
      return order < 0 ? -1 : -1 - rowStarts.length;
    }
    long head = KeyHead.of(key.array(), key.offset() + prefixLength, key.length() - prefixLength);
    int low = 0;
    int high = rowStarts.length - 1;
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

  /** The first row at or above {@code key}; {@link #rowCount} if there is none. */
  public int lowerBound(Slice key) {
    int row = find(key);
    return row >= 0 ? row : -1 - row;
  }

  /** Where {@code key} lies relative to all keys with the prefix; 0 = among them. */
  private int comparePrefix(Slice key) {
    int length = Math.min(key.length(), prefixLength);
    int keyStart = key.offset();
    int order =
        Arrays.compareUnsigned(
            key.array(), keyStart, keyStart + length, payload, prefixStart, prefixStart + length);
    return order == 0 && key.length() < prefixLength ? -1 : order;
  }

  private int compareRest(int row, Slice key) {
    int start = rowStarts[row];
    int restLength = (int) Varint.read(payload, start);
    int restStart = Varint.skip(payload, start);
    return Arrays.compareUnsigned(
        payload,
        restStart,
        restStart + restLength,
        key.array(),
        key.offset() + prefixLength,
        key.offset() + key.length());
  }
}
