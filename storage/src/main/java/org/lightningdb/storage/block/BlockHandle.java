package org.lightningdb.storage.block;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;

/**
 * The place of a block in memory, or of none any more. Parents keep the handles of their children,
 * so that a hit is one read and does not go through the cache; eviction empties the handle.
 *
 * <p>A handle also keeps what a lookup of one key needs of a block of rows, so that the lookup does
 * not wait for the memory of the block object.
 */
final class BlockHandle {
  private final long address;
  private final long minTimestamp;
  private final int prefixStart;
  private final int prefixLength;
  private volatile @Nullable Block block;

  /** The table of the rows, once the block has one. */
  private volatile long @Nullable [] slots;

  /** The rows themselves; there before {@link #slots} is, as is {@link #slotMask}. */
  private byte @Nullable [] payload;

  private int slotMask;

  /** When a hit was last reported; raced on without care. */
  private int reportedEpoch;

  private final int weight;

  BlockHandle(long address, Block block, int epoch) {
    this.address = address;
    this.block = block;
    this.reportedEpoch = epoch;
    this.weight = (int) Math.min(block.memoryBytes(), Integer.MAX_VALUE);
    this.minTimestamp = block.minTimestamp();
    RowBlock rows = block instanceof RowBlock rowBlock ? rowBlock : null;
    this.prefixStart = rows == null ? 0 : rows.prefixStart();
    this.prefixLength = rows == null ? 0 : rows.prefixLength();
  }

  long address() {
    return address;
  }

  @Nullable Block block() {
    return block;
  }

  /** As {@link BlockFile#getFromChild}. */
  long get(Slice key, Slice value) {
    long[] table = slots;
    byte[] bytes = payload;
    if (table == null || bytes == null) {
      learn();
      return BlockFile.UNKNOWN;
    }
    long hash = RowSlots.hash(key.array(), key.offset(), key.length());
    long place = RowSlots.find(table, slotMask, bytes, prefixStart, prefixLength, key, hash);
    if (place == RowSlots.NONE) {
      return BlockFile.ABSENT;
    }
    value.set(bytes, RowSlots.valueStart(place), RowSlots.valueLength(place));
    return minTimestamp + Varint.read(bytes, RowSlots.timestampStart(place));
  }

  /** Takes over the table of the block if there is one. */
  private void learn() {
    if (block instanceof RowBlock rows) {
      long[] table = rows.slots();
      if (table != null) {
        payload = rows.payload();
        slotMask = table.length - 1;
        slots = table;
        if (block == null) { // Emptied meanwhile: either we see that, or our work is undone there.
          forget();
        }
      }
    }
  }

  private void forget() {
    slots = null;
    payload = null;
  }

  /** Whether this is the first call in {@code epoch}, about. */
  boolean isNewEpoch(int epoch) {
    if (reportedEpoch == epoch) {
      return false;
    }
    reportedEpoch = epoch;
    return true;
  }

  int weight() {
    return weight;
  }

  void clear() {
    block = null;
    forget();
  }
}
