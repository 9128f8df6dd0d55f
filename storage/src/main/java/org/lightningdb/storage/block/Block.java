package org.lightningdb.storage.block;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.BytesVector;

/**
 * A block in memory: sorted rows of key, commit timestamp and value, whatever the codec of its
 * payload. Immutable and thread-safe; slices of it stay good as long as the block is reachable.
 */
public abstract sealed class Block permits RowBlock, PaxBlock {
  private final BlockKind kind;
  private final long storeId;
  private final int rowCount;
  private final long minTimestamp;
  private final long maxTimestamp;
  private final @Nullable AtomicReferenceArray<BlockHandle> children;

  Block(BlockImage image) {
    this.kind = image.kind;
    this.storeId = image.storeId;
    this.rowCount = image.rowCount;
    this.minTimestamp = image.minTimestamp;
    this.maxTimestamp = image.maxTimestamp;
    this.children = kind == BlockKind.INNER ? new AtomicReferenceArray<>(rowCount) : null;
  }

  public final BlockKind kind() {
    return kind;
  }

  /** Whether each column of its rows lies for itself. */
  public final boolean isOfColumns() {
    return this instanceof PaxBlock;
  }

  public final long storeId() {
    return storeId;
  }

  public final int rowCount() {
    return rowCount;
  }

  /** The oldest commit among the rows. */
  public final long minTimestamp() {
    return minTimestamp;
  }

  /** The newest commit among the rows. */
  public final long maxTimestamp() {
    return maxTimestamp;
  }

  @Nullable AtomicReferenceArray<BlockHandle> children() {
    return children;
  }

  /** Memory taken, about, once everything in it has been looked at. */
  abstract long memoryBytes();

  /** The key of a row; borrowed until the next use of {@code buffer}. */
  public abstract Slice key(int row, KeyBuffer buffer);

  /**
   * Copies keys.
   *
   * @param rows the rows from {@code from} on in this list; null if they are {@code from} and what
   *     follows
   * @param target takes them from {@code at} on, where nothing was NULL since it was cleared
   */
  void copyKeys(
      int @Nullable [] rows, int from, int count, BytesVector target, int at, KeyBuffer buffer) {
    for (int i = 0; i < count; i++) {
      Slice key = key(rows == null ? from + i : rows[from + i], buffer);
      target.set(at + i, key.array(), key.offset(), key.length());
    }
  }

  /** Points {@code target} at the value of a row. */
  public abstract Slice value(int row, Slice target);

  /** The little-endian number at {@code offset} of the value of a row. */
  public abstract long valueLong(int row, int offset);

  public abstract long commitTimestamp(int row);

  /** The row of {@code key}, or {@code -1 - insertionRow}. */
  public abstract int find(Slice key);

  /**
   * Where the row of {@code key} is, for readers of that one row: to be handed to {@link #valueAt}
   * and {@link #commitTimestampAt}; negative if there is none.
   */
  public long place(Slice key) {
    return find(key);
  }

  /** Points {@code target} at the value of the row at a {@link #place}. */
  public Slice valueAt(long place, Slice target) {
    return value((int) place, target);
  }

  /** When the row at a {@link #place} was committed. */
  public long commitTimestampAt(long place) {
    return commitTimestamp((int) place);
  }

  /** The first row at or above {@code key}; {@link #rowCount} if there is none. */
  public final int lowerBound(Slice key) {
    int row = find(key);
    return row >= 0 ? row : -1 - row;
  }
}
