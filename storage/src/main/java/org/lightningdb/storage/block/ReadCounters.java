package org.lightningdb.storage.block;

import java.util.concurrent.atomic.LongAdder;

/** Counts what is read from the disk. Thread-safe; never on the way of a hit. */
final class ReadCounters {
  private final LongAdder calls = new LongAdder();
  private final LongAdder blocks = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder aheadBlocks = new LongAdder();
  private final LongAdder aheadUsed = new LongAdder();

  /** One call that read a block, or several that lie side by side. */
  void read(int blockCount, long byteCount) {
    calls.increment();
    blocks.add(blockCount);
    bytes.add(byteCount);
  }

  /** Some of the blocks read were read ahead. */
  void readAhead(int blockCount) {
    aheadBlocks.add(blockCount);
  }

  /** A block that was read ahead was wanted. */
  void usedAhead() {
    aheadUsed.increment();
  }

  ReadCounts now() {
    return new ReadCounts(
        calls.sum(), blocks.sum(), bytes.sum(), aheadBlocks.sum(), aheadUsed.sum());
  }
}
