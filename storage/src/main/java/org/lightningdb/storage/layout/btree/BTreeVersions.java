package org.lightningdb.storage.layout.btree;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.LeafScan;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.layout.RangeSize;
import org.lightningdb.storage.layout.ScanParts;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.layout.SubtreeVisitor;
import org.lightningdb.storage.layout.history.HistoryLookup;
import org.lightningdb.storage.layout.history.HistoryVerifier;
import org.lightningdb.storage.layout.history.PastCursor;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.vector.VectorBatch;

/** One store of the B+Tree layout. */
final class BTreeVersions implements StoredVersions {
  private static final long UNKNOWN = -1;

  private final BlockTrees trees;
  private final long storeId;
  private final StoreSpec spec;
  private final @Nullable StoreRoot root;
  private final @Nullable TreeRoot main;

  /** What a 0 in {@link #main} stands for. */
  private final long zeroTimestamp;

  private final @Nullable TreeRoot history;

  /** The newest commit in both trees, deletions included; looked up when first needed. */
  private volatile long newestTimestamp = UNKNOWN;

  BTreeVersions(BlockTrees trees, long storeId, StoreSpec spec, @Nullable StoreRoot root) {
    this.trees = trees;
    this.storeId = storeId;
    this.spec = spec;
    this.root = root;
    this.main = root == null ? null : root.main();
    this.zeroTimestamp = root == null ? 0 : root.zeroTimestamp();
    this.history = root == null ? null : root.history();
  }

  @Override
  public long storeId() {
    return storeId;
  }

  @Override
  public StoreSpec spec() {
    return spec;
  }

  @Override
  public @Nullable StoreRoot root() {
    return root;
  }

  @Override
  public boolean get(Slice key, long readTimestamp, FoundVersion out) {
    if (trees.get(storeId, main, zeroTimestamp, key, out)
        && out.commitTimestamp() <= readTimestamp) {
      return true;
    }
    if (history == null || seesNewest(readTimestamp)) {
      return false;
    }
    try (HistoryLookup lookup = historyLookup()) {
      return lookup.find(key, readTimestamp, out);
    }
  }

  @Override
  public boolean read(
      Slice key, long readTimestamp, LeafScan rows, FoundVersion found, VectorBatch batch, int at) {
    if (!seesNewest(readTimestamp)) {
      return StoredVersions.super.read(key, readTimestamp, rows, found, batch, at);
    }
    return main != null && rows.read(trees.leaf(storeId, main, key), key, batch, at);
  }

  @Override
  public void getMany(
      Slice[] keys, int count, long readTimestamp, FoundVersion[] out, boolean[] found) {
    TreeRoot tree = main;
    if (tree != null && seesNewest(readTimestamp)) {
      trees.getMany(storeId, tree, zeroTimestamp, keys, count, out, found);
    } else {
      StoredVersions.super.getMany(keys, count, readTimestamp, out, found);
    }
  }

  /** Whether a view at {@code readTimestamp} sees exactly the main tree. */
  private boolean seesNewest(long readTimestamp) {
    long newest = newestTimestamp;
    if (newest == UNKNOWN) {
      newest =
          Math.max(
              trees.newestTimestamp(storeId, main, zeroTimestamp),
              trees.newestTimestamp(storeId, history));
      newestTimestamp = newest;
    }
    return readTimestamp >= newest;
  }

  private HistoryLookup historyLookup() {
    return new HistoryLookup(historyRows(ByteRange.all()), true);
  }

  private VersionedCursor historyRows(ByteRange range) {
    return trees.cursor(storeId, history, range);
  }

  @Override
  public VersionedCursor cursor(ByteRange range, long readTimestamp) {
    VersionedCursor newest = trees.cursor(storeId, main, zeroTimestamp, range);
    if (!seesNewest(readTimestamp)) {
      return PastCursor.at(readTimestamp, range, newest, this::historyRows, true);
    }
    return history == null ? newest : PastCursor.ofNewest(newest, this::historyRows, true);
  }

  /** Superseded versions and what they tell are read one by one. */
  @Override
  public ScanParts scan(ByteRange range, long readTimestamp) {
    return seesNewest(readTimestamp)
        ? new ScanParts(null, trees.leaves(storeId, main, range))
        : new ScanParts(cursor(range, readTimestamp), null);
  }

  @Override
  public long newestTimestamp(Slice key) {
    FoundVersion found = new FoundVersion();
    if (trees.get(storeId, main, zeroTimestamp, key, found)) {
      return found.commitTimestamp();
    }
    if (history == null) {
      return 0;
    }
    try (HistoryLookup lookup = historyLookup()) {
      return lookup.newestTimestamp(key);
    }
  }

  @Override
  public boolean changedAfter(ByteRange range, long timestamp) {
    return trees.changedAfter(storeId, main, zeroTimestamp, range, timestamp)
        || trees.changedAfter(storeId, history, HistoryLookup.rowsOf(range), timestamp);
  }

  @Override
  public long entries() {
    return main == null ? 0 : main.entries();
  }

  @Override
  public long bytes() {
    return main == null ? 0 : main.bytes();
  }

  @Override
  public RangeSize estimate(ByteRange range) {
    return trees.estimate(storeId, main, range);
  }

  @Override
  public List<Slice> splitPoints(ByteRange range, int parts) {
    return trees.splitPoints(storeId, main, range, parts);
  }

  @Override
  public void visitBlocks(LongConsumer visitor) {
    trees.visitExtents(storeId, main, visitor);
    trees.visitExtents(storeId, history, visitor);
  }

  @Override
  public void visitSubtrees(SubtreeVisitor visitor) {
    trees.visitSubtrees(storeId, main, visitor);
    trees.visitSubtrees(storeId, history, visitor);
  }

  @Override
  public void verify(Consumer<String> report) {
    trees.verify(storeId, main, report);
    trees.verifyHistory(storeId, history, report);
    verifyHistory(report);
  }

  private void verifyHistory(Consumer<String> report) {
    try (VersionedCursor rows = historyRows(ByteRange.all());
        VersionedCursor newest = trees.cursor(storeId, main, zeroTimestamp, ByteRange.all())) {
      new HistoryVerifier(rows, newest, flaw -> report.accept("store " + storeId + ": " + flaw))
          .verify();
    } catch (StorageException e) {
      report.accept("the history of store " + storeId + " cannot be read: " + e.getMessage());
    }
  }
}
