package org.lightningdb.storage.layout.btree;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.layout.Layout;
import org.lightningdb.storage.layout.LayoutContract;
import org.lightningdb.storage.layout.StoreUnderTest;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.spec.StoreSpec;

/** The B+Tree layout keeps the contract. */
class BTreeContractTest extends LayoutContract {
  @Override
  protected StoreUnderTest.Kit kit(Random random) {
    int blockBytes = 256 << random.nextInt(4);
    return new StoreUnderTest.Kit() {
      @Override
      public StoreSpec spec() {
        return StoreSpec.btree();
      }

      @Override
      public Layout layout(BlockFile blocks) {
        return new BTreeLayout(blocks, blockBytes);
      }

      @Override
      public @Nullable StoreRoot maintain(
          Layout layout, StoredVersions store, ExtentCollector extents) {
        return store.root();
      }
    };
  }
}
