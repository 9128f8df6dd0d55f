package org.lightningdb.storage.layout.btree;

import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.BlockKind;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.layout.Layout;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.layout.btree.BlockTrees.NewestTree;
import org.lightningdb.storage.layout.history.SupersededCursor;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.spec.BlockOptions;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * A store as one copy-on-write B+Tree: a flush rewrites the leaves that changes fall into and the
 * paths above them, and shares the rest with the old tree. Reads look at one tree; a flush of
 * scattered changes writes much.
 *
 * <p>If the store keeps history, a second tree beside it has the superseded versions, see {@link
 * SupersededCursor}; a flush reads the changes twice, first for that one. Deletions are not kept:
 * at a time that no version covers, a key did not exist.
 */
public final class BTreeLayout implements Layout {
  private final BlockTrees trees;

  /** With blocks of rows that are cut at {@code blockBytes}, before compression. */
  public BTreeLayout(BlockFile blocks, int blockBytes) {
    this(blocks, BlockOptions.defaults().withBlockBytes(blockBytes));
  }

  public BTreeLayout(BlockFile blocks, BlockOptions options) {
    this.trees = new BlockTrees(blocks, options);
  }

  @Override
  public StoredVersions open(long storeId, StoreSpec spec, @Nullable StoreRoot root) {
    return new BTreeVersions(trees, storeId, spec, root);
  }

  @Override
  public @Nullable StoreRoot trim(StoredVersions base, long horizon, ExtentCollector extents) {
    StoreRoot root = base.root();
    TreeRoot history = root == null ? null : root.history();
    if (root == null || history == null) {
      return root;
    }
    try (VersionedCursor nothing = trees.cursor(base.storeId(), null, ByteRange.all())) {
      TreeRoot left =
          trees.mergeHistory(base.storeId(), base.spec(), history, nothing, horizon, extents);
      return history.equals(left)
          ? root
          : new StoreRoot(
              root.main(), left, Math.max(root.readableFrom(), horizon), root.zeroTimestamp());
    }
  }

  @Override
  public @Nullable StoreRoot move(
      StoredVersions base, LongPredicate moves, ExtentCollector extents) {
    StoreRoot root = base.root();
    if (root == null) {
      return null;
    }
    long storeId = base.storeId();
    StoreSpec spec = base.spec();
    NewestTree main = trees.move(storeId, spec, mainOf(root), moves, extents);
    TreeRoot history =
        trees.move(
            storeId, spec.withShape(null), BlockKind.HISTORY, root.history(), moves, extents);
    return new StoreRoot(main.root(), history, root.readableFrom(), main.zeroTimestamp());
  }

  /**
   * Only what is more than a leaf, to the right of everything there is, and in a store that keeps
   * no history, whose rows might have to say more than one timestamp.
   */
  @Override
  public @Nullable StoreRoot adopt(
      StoredVersions base, TreeRoot run, long timestamp, long horizon, ExtentCollector extents) {
    StoreRoot root = base.root();
    boolean plain = base.spec().historyMillis() == 0 && (root == null || root.history() == null);
    if (!plain || run.height() < 2 || !isShaped(base, run)) {
      return null;
    }
    NewestTree joined = trees.append(base.storeId(), mainOf(root), run, timestamp, extents);
    return joined == null
        ? null
        : new StoreRoot(
            joined.root(), null, readableFrom(root, timestamp, horizon), joined.zeroTimestamp());
  }

  /** Whether the leaves are as the store wants them; the first one tells. */
  private boolean isShaped(StoredVersions base, TreeRoot run) {
    return base.spec().shape() == null
        || trees.leaf(base.storeId(), run, new Slice()).isOfColumns();
  }

  @Override
  public @Nullable StoreRoot flush(
      StoredVersions base, VersionedCursor changes, long horizon, ExtentCollector extents) {
    StoreRoot root = base.root();
    TreeRoot history = mergeHistory(base, changes, horizon, extents);
    NewestTree main = trees.merge(base.storeId(), base.spec(), mainOf(root), changes, extents);
    long newest = trees.newestTimestamp(base.storeId(), main.root(), main.zeroTimestamp());
    return new StoreRoot(
        main.root(), history, readableFrom(root, newest, horizon), main.zeroTimestamp());
  }

  private static long readableFrom(@Nullable StoreRoot root, long newest, long horizon) {
    long before = root == null ? 0 : root.readableFrom();
    return Math.max(before, horizon == Long.MAX_VALUE ? newest : horizon);
  }

  private @Nullable TreeRoot mergeHistory(
      StoredVersions base, VersionedCursor changes, long horizon, ExtentCollector extents) {
    long storeId = base.storeId();
    StoreRoot root = base.root();
    TreeRoot history = root == null ? null : root.history();
    if (base.spec().historyMillis() == 0) {
      trees.visitExtents(storeId, history, extents::free);
      return null;
    }
    NewestTree main = mainOf(root);
    VersionedCursor newest =
        trees.cursor(storeId, main.root(), main.zeroTimestamp(), ByteRange.all());
    try (VersionedCursor rows = new SupersededCursor(changes, newest, horizon, false)) {
      return trees.mergeHistory(storeId, base.spec(), history, rows, horizon, extents);
    }
  }

  private static NewestTree mainOf(@Nullable StoreRoot root) {
    return root == null
        ? new NewestTree(null, 0)
        : new NewestTree(root.main(), root.zeroTimestamp());
  }
}
