package org.lightningdb.storage;

import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.memory.MemoryPool;
import org.lightningdb.storage.spec.MemoryOptions;
import org.lightningdb.storage.txn.CommitPipeline;
import org.lightningdb.storage.txn.Snapshots;

/** The memory budget of one engine: the deltas are watched, the block cache gives way. */
final class EngineMemory {
  private static final long RETIRED_BYTES_MIN = 16L << 20;

  private final MemoryOptions options;
  private final CommitPipeline pipeline;
  private final MemoryPool pool;

  EngineMemory(
      MemoryOptions options, CommitPipeline pipeline, Snapshots snapshots, BlockFile blocks) {
    this.options = options;
    this.pipeline = pipeline;
    this.pool = new MemoryPool(options.budgetBytesMax(), options.cacheBytesMin());
    pool.watch("commits not yet written out", pipeline::deltaBytes);
    pool.watch("commits kept for conflicts", () -> snapshots.current().retiredBytes());
    pool.giveWay(options.cacheBytesMax(), blocks::limitCache);
  }

  /** Enough for what one checkpoint writes out, and never so little that writers fail for it. */
  static long retiredBytesMax(MemoryOptions options) {
    long wanted = Math.max(RETIRED_BYTES_MIN, 2 * options.deltaBytesMax());
    return Math.min(wanted, Math.max(options.deltaBytesMax(), options.budgetBytesMax() / 4));
  }

  MemoryPool pool() {
    return pool;
  }

  /** The delta in parts of its limit; asked at every commit, which is when it grows. */
  double fill() {
    pool.adjust();
    return (double) pipeline.deltaBytes() / pool.watchedLimit(options.deltaBytesMax());
  }
}
