package org.lightningdb.storage.run;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionSource;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.layout.btree.BlockTrees;

/**
 * A run whose transaction has committed: one version of each of its keys, all of one timestamp.
 * Immutable and thread-safe; good while the blocks of the run are pinned.
 */
public final class IngestedRun implements VersionSource {
  private final RunReader run;
  private final DeadSequences dead;
  private final long timestamp;

  /**
   * @param timestamp of the commit
   */
  public IngestedRun(BlockTrees trees, RunRoot root, DeadSequences dead, long timestamp) {
    this.run = new RunReader(trees, root, dead);
    this.dead = dead;
    this.timestamp = timestamp;
  }

  public RunRoot root() {
    return run.root();
  }

  public long commitTimestamp() {
    return timestamp;
  }

  /** Whether the tree of the run, with this timestamp for its zeros, can be the tree of a store. */
  public boolean isPlainTree() {
    RunRoot root = run.root();
    return root.uniform() && root.deletions() == 0 && !dead.contains(root.firstSequence());
  }

  /** From the first key to the last; reads blocks. */
  public ByteRange range() {
    try (VersionedCursor keys = cursor(ByteRange.all(), timestamp)) {
      if (!keys.first()) {
        throw new IllegalStateException("a run without keys");
      }
      Slice first = keys.key().copy();
      Slice upper = keys.last() ? ByteRange.point(keys.key()).upper() : null;
      return new ByteRange(first, upper);
    }
  }

  @Override
  public boolean get(Slice key, long readTimestamp, FoundVersion out) {
    return readTimestamp >= timestamp && run.get(key, RunReader.ALL, timestamp, out);
  }

  @Override
  public VersionedCursor cursor(ByteRange range, long readTimestamp) {
    int position = readTimestamp >= timestamp ? RunReader.ALL : 0;
    return run.cursor(range, position, timestamp);
  }

  @Override
  public long newestTimestamp(Slice key) {
    return run.get(key, RunReader.ALL, timestamp, new FoundVersion()) ? timestamp : 0;
  }

  @Override
  public boolean changedAfter(ByteRange range, long readTimestamp) {
    if (timestamp <= readTimestamp) {
      return false;
    }
    try (VersionedCursor cursor = cursor(range, timestamp)) {
      return cursor.first();
    }
  }

  @Override
  public long entries() {
    return run.root().main().entries();
  }

  @Override
  public long bytes() {
    return run.root().main().bytes();
  }

  /** Reports the address of every block; reads inner blocks only. */
  public void visitBlocks(LongConsumer visitor) {
    run.visitBlocks(visitor);
  }

  /** Reads everything from disk and reports every flaw. */
  public void verify(Consumer<String> report) {
    run.verify(report);
  }
}
