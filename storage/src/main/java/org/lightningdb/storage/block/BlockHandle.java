package org.lightningdb.storage.block;

import org.jspecify.annotations.Nullable;

/**
 * The place of a block in memory, or of none any more. Parents keep the handles of their children,
 * so that a hit is one read and does not go through the cache; eviction empties the handle.
 */
final class BlockHandle {
  private static final int HITS_BETWEEN_REPORTS = 16;

  private final long weightBytes;
  private volatile @Nullable Block block;

  /** Counted without care: it only decides how often the cache hears of hits. */
  private int hits;

  BlockHandle(Block block) {
    this.block = block;
    this.weightBytes = block.memoryBytes();
  }

  @Nullable Block block() {
    return block;
  }

  /** Whether this hit should be told to the cache. */
  boolean countHit() {
    return ++hits % HITS_BETWEEN_REPORTS == 0;
  }

  int weight() {
    return (int) Math.min(weightBytes, Integer.MAX_VALUE);
  }

  void clear() {
    block = null;
  }
}
