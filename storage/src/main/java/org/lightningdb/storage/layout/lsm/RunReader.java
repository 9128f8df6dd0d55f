package org.lightningdb.storage.layout.lsm;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.BlockAddress;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.BlockKind;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.layout.LeafWalk;
import org.lightningdb.storage.layout.RangeSize;
import org.lightningdb.storage.layout.SubtreeVisitor;
import org.lightningdb.storage.layout.btree.BlockTrees;
import org.lightningdb.storage.layout.history.HistoryLookup;
import org.lightningdb.storage.layout.history.PastCursor;
import org.lightningdb.storage.manifest.TreeRoot;

/** Reads the runs of one store. Thread-safe. */
final class RunReader {
  private final BlockFile blocks;
  private final BlockTrees trees;
  private final long storeId;

  RunReader(BlockFile blocks, BlockTrees trees, long storeId) {
    this.blocks = blocks;
    this.trees = trees;
    this.storeId = storeId;
  }

  long storeId() {
    return storeId;
  }

  /**
   * @throws StorageException also {@code CORRUPT} if the block at {@code address} is no run list
   */
  RunList list(long address) {
    Block block = blocks.read(address, storeId);
    try {
      return RunListCodec.decode(block);
    } catch (IllegalArgumentException e) {
      throw new StorageException(
          Kind.CORRUPT, place(address) + " holds no list of runs: " + e.getMessage(), e);
    }
  }

  String place(long address) {
    return "store "
        + storeId
        + ", block at offset "
        + BlockAddress.offsetBytes(address)
        + " of "
        + blocks.fileName();
  }

  /**
   * The newest version of {@code key} in {@code run} that a reader at {@code readTimestamp} sees.
   *
   * @param hash the {@link KeyHash} of the key
   */
  boolean get(Run run, Slice key, long hash, long readTimestamp, FoundVersion out) {
    if (!mayContain(run, hash) || !trees.get(storeId, run.main(), key, out)) {
      return false;
    }
    if (RunStamp.timestamp(out.commitTimestamp()) > readTimestamp) {
      return run.history() != null && findInHistory(run, key, readTimestamp, out);
    }
    takeStampApart(out);
    return true;
  }

  private static void takeStampApart(FoundVersion out) {
    long stamp = out.commitTimestamp();
    long timestamp = RunStamp.timestamp(stamp);
    if (RunStamp.tombstone(stamp)) {
      out.setTombstone(timestamp);
    } else {
      Slice value = out.value();
      out.setValue(value.array(), value.offset(), value.length(), timestamp);
    }
  }

  /** Where the newest version of {@code key} in {@code run} is; null if there is none. */
  @Nullable LeafPlace find(Run run, Slice key, long hash) {
    if (!mayContain(run, hash)) {
      return null;
    }
    Block leaf = trees.leaf(storeId, run.main(), key);
    long place = leaf.place(key);
    return place < 0 ? null : new LeafPlace(leaf, place);
  }

  /** The newest version of each key in the main tree of its run; where that is null, nothing. */
  void getMany(
      @Nullable TreeRoot[] roots, Slice[] keys, int count, FoundVersion[] out, boolean[] found) {
    boolean[] before = found.clone();
    trees.getMany(storeId, roots, keys, count, out, found);
    for (int i = 0; i < count; i++) {
      if (found[i] && !before[i]) {
        takeStampApart(out[i]);
      }
    }
  }

  /** The leaves of the main tree, for scans. */
  LeafWalk leaves(Run run, ByteRange range) {
    return trees.leaves(storeId, run.main(), range);
  }

  private boolean findInHistory(Run run, Slice key, long readTimestamp, FoundVersion out) {
    try (HistoryLookup lookup = new HistoryLookup(historyRows(run, ByteRange.all()), false)) {
      return lookup.find(key, readTimestamp, out);
    }
  }

  /** The rows of the history tree of {@code run}. */
  VersionedCursor historyRows(Run run, ByteRange range) {
    return trees.cursor(storeId, run.history(), range);
  }

  /** False if no key of this hash is in {@code run}. */
  boolean mayContain(Run run, long hash) {
    return run.filterAddress() == 0 || BloomFilter.mayContain(filter(run), hash);
  }

  Slice filter(Run run) {
    Block block = blocks.read(run.filterAddress(), storeId);
    Slice filter = block.kind() == BlockKind.FILTER ? block.value(0, new Slice()) : new Slice();
    if (!BloomFilter.isSound(filter)) {
      throw new StorageException(
          Kind.CORRUPT, place(run.filterAddress()) + " holds no filter but " + block.kind());
    }
    return filter;
  }

  VersionedCursor cursor(Run run, ByteRange range, long readTimestamp) {
    VersionedCursor rows = trees.cursor(storeId, run.main(), range);
    if (run.history() == null) {
      return new RunCursor(rows, readTimestamp);
    }
    VersionedCursor newest = new RunCursor(rows, Long.MAX_VALUE);
    Function<ByteRange, VersionedCursor> history = wanted -> historyRows(run, wanted);
    return readTimestamp >= run.maxTimestamp()
        ? PastCursor.ofNewest(newest, history, false)
        : PastCursor.at(readTimestamp, range, newest, history, false);
  }

  /** A cursor over runs that do not overlap and are in the order of their keys. */
  VersionedCursor cursor(List<Run> level, ByteRange range, long readTimestamp) {
    return level.size() == 1
        ? cursor(level.get(0), range, readTimestamp)
        : new LevelCursor(level, run -> cursor(run, range, readTimestamp));
  }

  boolean changedAfter(Run run, ByteRange range, long timestamp) {
    return run.maxTimestamp() > timestamp
        && run.overlaps(range)
        && trees.changedAfter(storeId, run.main(), range, RunStamp.newestVisible(timestamp));
  }

  RangeSize estimate(Run run, ByteRange range) {
    return run.overlaps(range) ? trees.estimate(storeId, run.main(), range) : RangeSize.NOTHING;
  }

  List<Slice> splitPoints(Run run, ByteRange range, int parts) {
    return trees.splitPoints(storeId, run.main(), range, parts);
  }

  void visitSubtrees(Run run, SubtreeVisitor visitor) {
    if (run.filterAddress() != 0) {
      visitor.enter(run.filterAddress(), SubtreeVisitor.UNKNOWN_GENERATION);
    }
    trees.visitSubtrees(storeId, run.main(), visitor);
    trees.visitSubtrees(storeId, run.history(), visitor);
  }

  void verifyTrees(Run run, Consumer<String> report) {
    trees.verify(storeId, run.main(), report);
    trees.verifyHistory(storeId, run.history(), report);
  }

  /** Reports every block of the run; reads inner blocks only. */
  void visitBlocks(Run run, LongConsumer visitor) {
    if (run.filterAddress() != 0) {
      visitor.accept(run.filterAddress());
    }
    trees.visitExtents(storeId, run.main(), visitor);
    trees.visitExtents(storeId, run.history(), visitor);
  }
}
