package org.lightningdb.storage.layout.btree;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.layout.Layout;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.spec.BlockOptions;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * A store as one copy-on-write B+Tree: a flush rewrites the leaves that changes fall into and the
 * paths above them, and shares the rest with the old tree. Reads look at one tree; a flush of
 * scattered changes writes much.
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
  public @Nullable StoreRoot flush(
      StoredVersions base, VersionedCursor changes, long horizon, ExtentCollector extents) {
    StoreRoot root = base.root();
    TreeRoot tree = root == null ? null : root.main();
    TreeRoot merged = trees.merge(base.storeId(), base.spec(), tree, changes, extents);
    return merged == null ? null : StoreRoot.of(merged);
  }
}
