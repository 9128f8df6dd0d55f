package org.lightningdb.storage.layout.btree;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.layout.RangeSize;
import org.lightningdb.storage.layout.ScanParts;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.layout.SubtreeVisitor;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.spec.StoreSpec;

/** One store of the B+Tree layout. */
final class BTreeVersions implements StoredVersions {
  private final BlockTrees trees;
  private final long storeId;
  private final StoreSpec spec;
  private final @Nullable StoreRoot root;
  private final @Nullable TreeRoot main;

  BTreeVersions(BlockTrees trees, long storeId, StoreSpec spec, @Nullable StoreRoot root) {
    this.trees = trees;
    this.storeId = storeId;
    this.spec = spec;
    this.root = root;
    this.main = root == null ? null : root.main();
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
    return trees.get(storeId, main, key, out) && out.commitTimestamp() <= readTimestamp;
  }

  @Override
  public VersionedCursor cursor(ByteRange range, long readTimestamp) {
    return trees.cursor(storeId, main, range);
  }

  /** Superseded versions and what they tell are read one by one. */
  @Override
  public ScanParts scan(ByteRange range, long readTimestamp) {
    return readTimestamp >= trees.newestTimestamp(storeId, main)
        ? new ScanParts(null, trees.leaves(storeId, main, range))
        : new ScanParts(cursor(range, readTimestamp), null);
  }

  @Override
  public long newestTimestamp(Slice key) {
    FoundVersion found = new FoundVersion();
    return trees.get(storeId, main, key, found) ? found.commitTimestamp() : 0;
  }

  @Override
  public boolean changedAfter(ByteRange range, long timestamp) {
    return trees.changedAfter(storeId, main, range, timestamp);
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
  }

  @Override
  public void visitSubtrees(SubtreeVisitor visitor) {
    trees.visitSubtrees(storeId, main, visitor);
  }

  @Override
  public void verify(Consumer<String> report) {
    trees.verify(storeId, main, report);
  }
}
