package org.lightningdb.storage.block;

import org.jspecify.annotations.Nullable;

/**
 * The place of a block in memory, or of none any more. Parents keep the handles of their children,
 * so that a hit is one read and does not go through the cache; eviction empties the handle.
 */
final class BlockHandle {
  private final long address;
  private final long weightBytes;
  private volatile @Nullable Block block;

  /** When a hit was last reported; raced on without care. */
  private int reportedEpoch;

  BlockHandle(long address, Block block, int epoch) {
    this.address = address;
    this.block = block;
    this.reportedEpoch = epoch;
    this.weightBytes = block.memoryBytes();
  }

  long address() {
    return address;
  }

  @Nullable Block block() {
    return block;
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
    return (int) Math.min(weightBytes, Integer.MAX_VALUE);
  }

  void clear() {
    block = null;
  }
}
