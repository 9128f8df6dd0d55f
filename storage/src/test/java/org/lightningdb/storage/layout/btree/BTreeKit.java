package org.lightningdb.storage.layout.btree;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.layout.Layout;
import org.lightningdb.storage.layout.StoreUnderTest;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.spec.StoreSpec;

/** B+Trees of tiny blocks. */
record BTreeKit(int blockBytes, StoreSpec spec) implements StoreUnderTest.Kit {
  static BTreeKit random(Random random, StoreSpec spec) {
    return new BTreeKit(256 << random.nextInt(4), spec);
  }

  @Override
  public Layout layout(BlockFile blocks) {
    return new BTreeLayout(blocks, blockBytes);
  }

  @Override
  public @Nullable StoreRoot maintain(
      Layout layout, StoredVersions store, long horizon, ExtentCollector extents) {
    return store.root();
  }
}
