package org.lightningdb.storage.run;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.layout.btree.BlockTrees;
import org.lightningdb.storage.manifest.TreeRoot;

/**
 * Reads a run as it stood at a position of its transaction: the newest write of each key made
 * before the position and not taken back. Thread-safe; good as long as the blocks of the run are
 * not given back.
 */
public final class RunReader {
  /** Position of a reader who sees every write. */
  public static final int ALL = Integer.MAX_VALUE;

  private final BlockTrees trees;
  private final RunRoot root;
  private final DeadSequences dead;

  public RunReader(BlockTrees trees, RunRoot root, DeadSequences dead) {
    this.trees = trees;
    this.root = root;
    this.dead = dead;
  }

  public RunRoot root() {
    return root;
  }

  /** The same run without the writes of {@code sequences}. */
  public RunReader with(DeadSequences sequences) {
    return new RunReader(trees, root, sequences);
  }

  /** Whether the stamp is of a write that a reader at {@code position} sees. */
  boolean visible(long stamp, int position) {
    int sequence = sequence(stamp);
    return sequence < position && !dead.contains(sequence);
  }

  int sequence(long stamp) {
    return root.firstSequence() + Stamp.sequenceInRun(stamp);
  }

  /**
   * Looks up one key.
   *
   * @param timestamp what {@code out} shall say of the write
   * @return whether the run has a write of it, maybe a deletion, in {@code out}
   */
  public boolean get(Slice key, int position, long timestamp, FoundVersion out) {
    if (root.firstSequence() >= position || !trees.get(root.storeId(), root.main(), key, out)) {
      return false;
    }
    long stamp = out.commitTimestamp();
    Slice value = out.value();
    if (!visible(stamp, position)) {
      VersionChain chain = olderWrites(key, out);
      if (chain == null) {
        return false;
      }
      do {
        if (!chain.next()) {
          return false;
        }
        stamp = chain.stamp();
      } while (!visible(stamp, position));
      value = chain.value(new Slice());
    }
    if (Stamp.deletion(stamp)) {
      out.setTombstone(timestamp);
    } else {
      out.setValue(value.array(), value.offset(), value.length(), timestamp);
    }
    return true;
  }

  /** The older writes of {@code key}; null if there are none. */
  @Nullable VersionChain olderWrites(Slice key, FoundVersion scratch) {
    TreeRoot older = root.older();
    if (older == null || !trees.get(root.storeId(), older, key, scratch)) {
      return null;
    }
    VersionChain chain = new VersionChain();
    chain.read(scratch.value());
    return chain;
  }

  /**
   * A cursor whose entries all say {@code timestamp}; deletions are included, older writes are not
   * asked for by {@code olderVersion}.
   */
  public VersionedCursor cursor(ByteRange range, int position, long timestamp) {
    boolean any = root.firstSequence() < position;
    VersionedCursor rows = trees.cursor(root.storeId(), any ? root.main() : null, range);
    return new RunCursor(this, rows, position, timestamp);
  }

  /** A cursor over every write not taken back, whose entries say their sequence. */
  public VersionedCursor writes(ByteRange range) {
    VersionedCursor rows = trees.cursor(root.storeId(), root.main(), range);
    return new RunCursor(this, rows, ALL, RunCursor.SEQUENCES);
  }

  /** Reports the address of every block; reads inner blocks only. */
  public void visitBlocks(LongConsumer visitor) {
    trees.visitExtents(root.storeId(), root.main(), visitor);
    trees.visitExtents(root.storeId(), root.older(), visitor);
  }

  /** Reads everything from disk and reports every flaw. */
  public void verify(Consumer<String> report) {
    trees.verify(root.storeId(), root.main(), report);
    trees.verify(root.storeId(), root.older(), report);
  }
}
