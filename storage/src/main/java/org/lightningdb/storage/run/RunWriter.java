package org.lightningdb.storage.run;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.layout.btree.BlockTrees;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.StoreSpec.Compression;

/**
 * Writes runs: from the memory of a transaction, and out of several runs one. Used by one thread;
 * failures are those of {@link BlockTrees#merge}, after which the blocks written are still noted in
 * the collector and nothing refers to them.
 */
public final class RunWriter {
  private final BlockTrees trees;
  private final ExtentCollector extents;

  /**
   * @param extents notes every block written, and those that an extended run does not need any more
   */
  public RunWriter(BlockTrees trees, ExtentCollector extents) {
    this.trees = trees;
    this.extents = extents;
  }

  /** What is said of the writes that become a run. */
  public record Batch(
      long storeId,
      int firstSequence,
      int endSequence,
      boolean marked,
      boolean uniform,
      Compression compression) {
    /** Rows, whatever the store keeps. */
    StoreSpec blocks() {
      return StoreSpec.btree().withCompression(compression);
    }
  }

  /** Whether somebody can see the older of two writes of a key although the newer one hides it. */
  public interface Marks {
    boolean between(int olderSequence, int newerSequence);
  }

  /**
   * Writes a run.
   *
   * @param writes all of the batch, older ones by {@code olderVersion}; says sequences instead of
   *     timestamps; read twice if older ones matter; not closed
   * @return null if there are no writes
   */
  public @Nullable RunRoot write(Batch batch, VersionedCursor writes, Marks marks) {
    StampingCursor rows = new StampingCursor(batch, batch.firstSequence(), writes, marks);
    TreeRoot main = trees.merge(batch.storeId(), batch.blocks(), null, rows, extents);
    if (main == null) {
      return null;
    }
    TreeRoot older = null;
    if (rows.olderWritesMatter()) {
      OlderWritesCursor chains = new OlderWritesCursor(batch.firstSequence(), writes, marks);
      older = trees.merge(batch.storeId(), batch.blocks(), null, chains, extents);
    }
    return new RunRoot(
        batch.storeId(),
        main,
        older,
        batch.firstSequence(),
        batch.endSequence(),
        batch.marked(),
        batch.uniform(),
        rows.deletions());
  }

  /**
   * Adds a batch whose keys are all above those of {@code run}; its other blocks are shared.
   *
   * @param uniform whether the batch and {@code run} are uniform and no mark is between them
   */
  public RunRoot extend(
      RunRoot run, Batch batch, boolean uniform, VersionedCursor writes, Marks marks) {
    Batch whole =
        new Batch(
            run.storeId(),
            run.firstSequence(),
            batch.endSequence(),
            run.marked(),
            uniform,
            batch.compression());
    StampingCursor rows = new StampingCursor(whole, run.firstSequence(), writes, marks);
    TreeRoot main = trees.merge(run.storeId(), whole.blocks(), run.main(), rows, extents);
    TreeRoot older = run.older();
    if (rows.olderWritesMatter()) {
      OlderWritesCursor chains = new OlderWritesCursor(run.firstSequence(), writes, marks);
      older = trees.merge(run.storeId(), whole.blocks(), older, chains, extents);
    }
    return new RunRoot(
        run.storeId(),
        main == null ? run.main() : main,
        older,
        run.firstSequence(),
        batch.endSequence(),
        run.marked(),
        uniform,
        run.deletions() + rows.deletions());
  }

  /** Whether every key of {@code writes} is above those of {@code run}. */
  public boolean isAbove(RunRoot run, VersionedCursor writes) {
    if (!writes.first()) {
      return true;
    }
    try (VersionedCursor rows = trees.cursor(run.storeId(), run.main(), ByteRange.all())) {
      return !rows.last() || writes.key().compareTo(rows.key()) > 0;
    }
  }

  /**
   * Notes every block of {@code run} as not needed any more.
   *
   * @throws StorageException if the run cannot be read
   */
  public void free(RunRoot run) {
    new RunReader(trees, run, DeadSequences.NONE).visitBlocks(extents::free);
  }
}
