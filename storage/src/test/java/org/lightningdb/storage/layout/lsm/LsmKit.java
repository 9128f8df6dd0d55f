package org.lightningdb.storage.layout.lsm;

import java.util.Random;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.layout.Layout;
import org.lightningdb.storage.layout.StoreUnderTest;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.spec.BlockOptions;
import org.lightningdb.storage.spec.CompactionOptions;
import org.lightningdb.storage.spec.StoreSpec;

/** Log-structured stores of tiny runs, with compactions between flushes. */
final class LsmKit implements StoreUnderTest.Kit {
  final CompactionOptions options;
  private final int blockBytes;
  private final int parts;
  private final StoreSpec spec;

  LsmKit(Random random, StoreSpec spec) {
    this.spec = spec;
    this.blockBytes = 256 << random.nextInt(4);
    this.parts = 1 + random.nextInt(4);
    long runBytes = 500L << random.nextInt(6);
    this.options =
        CompactionOptions.defaults()
            .withYoungRuns(1 + random.nextInt(4), 8, 16)
            .withSizes(runBytes, runBytes * 2, 2 + random.nextInt(4))
            .withFilterBitsPerKey(random.nextInt(5) == 0 ? 0 : 10);
  }

  @Override
  public StoreSpec spec() {
    return spec;
  }

  @Override
  public LsmLayout layout(BlockFile blocks) {
    return new LsmLayout(blocks, BlockOptions.defaults().withBlockBytes(blockBytes), options);
  }

  @Override
  public @Nullable StoreRoot maintain(
      Layout layout, StoredVersions store, long horizon, ExtentCollector extents) {
    try (CompactionJob job = ((LsmLayout) layout).compaction(store, horizon)) {
      if (job == null) {
        return store.root();
      }
      Executor helpers = parts % 2 == 0 ? Runnable::run : part -> {};
      job.merge(helpers, parts, new CompactionThrottle(0, System::nanoTime));
      StoreRoot root = job.install(store);
      extents.addAll(job.extents());
      return root;
    }
  }
}
