package org.lightningdb.storage.metamorphic;

import java.util.Random;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.RandomRows;
import org.lightningdb.storage.spec.BlockOptions;
import org.lightningdb.storage.spec.CompactionOptions;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.StoreSpec.Compression;
import org.lightningdb.storage.spec.TransactionOptions;

/** One way to keep the same data: the layout, and how values look. */
enum Shape {
  BTREE,
  BTREE_COLUMNS,
  LSM,
  LSM_COLUMNS;

  /** The spec of a store of this kind. */
  StoreSpec spec(Random random, RandomRows rows) {
    StoreSpec spec =
        (this == LSM || this == LSM_COLUMNS ? StoreSpec.lsm() : StoreSpec.btree())
            .withCompression(random.nextBoolean() ? Compression.NONE : Compression.ADAPTIVE);
    return columns() ? spec.withShape(rows.shape()) : spec;
  }

  private boolean columns() {
    return this == BTREE_COLUMNS || this == LSM_COLUMNS;
  }

  /** Any value that a store of this kind may hold. */
  Slice value(Random random, RandomRows rows) {
    if (columns()) {
      return rows.next();
    }
    int length =
        switch (random.nextInt(30)) {
          case 0 -> 0;
          case 1 -> random.nextInt(40_000);
          case 2, 3, 4 -> random.nextInt(2000);
          default -> random.nextInt(60);
        };
    byte[] value = new byte[length];
    if (random.nextBoolean()) {
      random.nextBytes(value);
    }
    return new Slice(value);
  }

  /** So small that a few hundred entries fill several levels. */
  private static CompactionOptions compaction(Random random) {
    long runBytes = 1L << (10 + random.nextInt(8));
    int youngRuns = 1 + random.nextInt(4);
    return CompactionOptions.defaults()
        .withThreads(random.nextInt(3))
        .withYoungRuns(youngRuns, 4 * youngRuns, 8 * youngRuns)
        .withSizes(runBytes, runBytes * (1 + random.nextInt(4)), 2 + random.nextInt(8))
        .withFilterBitsPerKey(random.nextInt(3) * 5)
        .withTombstonePercentMax(1 + random.nextInt(60));
  }

  /** From transactions that never leave memory to such that do after a few writes. */
  private static long spillBytes(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> 64 + random.nextInt(2000);
      case 1 -> 1 << 14;
      default -> 1 << 24;
    };
  }

  /** Options that nobody would choose together. */
  static EngineOptions options(Random random) {
    BlockOptions blocks =
        BlockOptions.defaults()
            .withBlockBytes(512 << random.nextInt(6))
            .withColumns(1 + random.nextInt(200), 2048 << random.nextInt(6));
    return EngineOptions.defaults()
        .with(blocks)
        .with(compaction(random))
        .with(new TransactionOptions(10_000, spillBytes(random)))
        .withWal(2048 << random.nextInt(6), 16L << 10 << random.nextInt(8))
        .withMemory(
            random.nextInt(4) == 0 ? 0 : 1L << (10 + random.nextInt(14)),
            4L << 10 << random.nextInt(9))
        .withGroup(random.nextInt(4) == 0 ? 100 : 0, 1 + random.nextInt(64))
        .withIntervalMillis(1 + random.nextInt(20));
  }
}
