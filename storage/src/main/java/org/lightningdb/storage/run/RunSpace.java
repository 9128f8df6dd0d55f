package org.lightningdb.storage.run;

import java.util.function.LongConsumer;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.layout.btree.BlockTrees;
import org.lightningdb.storage.spec.BlockOptions;

/**
 * The data file as transactions use it: where runs are written, made durable and given back.
 * Thread-safe. A failure to write or force is one of {@link BlockFile}.
 */
public final class RunSpace {
  private final BlockFile blocks;
  private final BlockTrees trees;

  public RunSpace(BlockFile blocks, BlockOptions options) {
    this.blocks = blocks;
    this.trees = new BlockTrees(blocks, options);
  }

  public BlockTrees trees() {
    return trees;
  }

  /** A run as its transaction sees it. */
  public RunReader reader(RunRoot root, DeadSequences dead) {
    return new RunReader(trees, root, dead);
  }

  /** A run that was committed at {@code timestamp}. */
  public IngestedRun ingested(RunRoot root, DeadSequences dead, long timestamp) {
    return new IngestedRun(trees, root, dead, timestamp);
  }

  /** Returns when every run written before is on the device. */
  public void force() {
    blocks.force();
  }

  /** The end of the data file: all runs so far lie below it. */
  public long fileBytes() {
    return blocks.sizeBytes();
  }

  /** Gives everything that {@code extents} notes as written back at once; nobody reads it. */
  public void abandon(ExtentCollector extents) {
    blocks.freeExtents().abandon(extents);
  }

  /**
   * Gives back what {@code extents} notes as freed when no view of a generation before {@code
   * generation} is left.
   */
  public void retire(ExtentCollector extents, long generation) {
    blocks.freeExtents().retire(extents, generation);
  }

  /** While a log is replayed: says that committed runs lie below {@code fileBytes}. */
  public void extendTo(long fileBytes) {
    blocks.freeExtents().extendTo(fileBytes);
  }

  /** After a log was replayed: takes the space of a run that no checkpoint has seen yet. */
  public void take(IngestedRun run) {
    LongConsumer take = blocks.freeExtents()::take;
    run.visitBlocks(take);
  }
}
