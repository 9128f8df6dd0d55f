package org.lightningdb.storage.layout.lsm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.block.BlockAddress;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.CursorContract;
import org.lightningdb.storage.cursor.CursorContract.Entry;
import org.lightningdb.storage.layout.StoreUnderTest;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.vfs.SimVfs;

/** Compactions of one store that overlap each other, flushes and moves, ended in any order. */
@Timeout(100)
class SideBySideTest {
  private final List<CompactionJob> jobs = new ArrayList<>();
  private int most;

  @Test
  void whatIsUnderWayKeepsOutOfEachOthersWay() {
    for (long seed = 0; seed < 25; seed++) {
      Random random = new Random(seed);
      StoreUnderTest store =
          new StoreUnderTest(
              SimVfs.memory("beside" + seed), new LsmKit(random, StoreSpec.lsm()), random);
      for (int step = 0; step < 120; step++) {
        step(store, random, step);
        store.check("seed " + seed + " step " + step);
      }
      while (!jobs.isEmpty()) {
        end(store, 0);
      }
      store.pinFrom(Long.MAX_VALUE);
      store.check("seed " + seed);
    }
    assertTrue(most > 1, "never two at once");
  }

  private void step(StoreUnderTest store, Random random, int step) {
    switch (random.nextInt(5)) {
      case 0, 1 -> store.flush(changes(random, step));
      case 2 -> begin(store);
      case 3 -> {
        if (!jobs.isEmpty()) {
          end(store, random.nextInt(jobs.size()));
        }
      }
      default -> {
        int share = 2 + random.nextInt(5);
        store.rewrite(
            (layout, versions, extents) ->
                layout.move(
                    versions,
                    address ->
                        BlockAddress.offsetBytes(address) / BlockAddress.UNIT_BYTES % share == 0,
                    extents));
      }
    }
    most = Math.max(most, jobs.size());
  }

  private void begin(StoreUnderTest store) {
    CompactionJob job = ((LsmLayout) store.layout).compaction(store.versions, Long.MAX_VALUE);
    if (job != null) {
      jobs.add(job);
      store.pinFrom(0);
    }
  }

  private void end(StoreUnderTest store, int place) {
    try (CompactionJob job = jobs.remove(place)) {
      job.merge(Runnable::run, 2, new CompactionThrottle(0, System::nanoTime));
      store.rewrite((layout, versions, extents) -> install(job, versions, extents));
    }
    if (jobs.isEmpty()) {
      store.pinFrom(Long.MAX_VALUE);
    }
  }

  private static @Nullable StoreRoot install(
      CompactionJob job, StoredVersions versions, ExtentCollector extents) {
    StoreRoot root = job.install(versions);
    extents.addAll(job.extents());
    return root;
  }

  /** Keys of a narrow range mostly, so that young runs lie side by side. */
  private static NavigableMap<Slice, Entry> changes(Random random, int step) {
    NavigableMap<Slice, Entry> changes = new TreeMap<>();
    byte[] prefix = new byte[random.nextInt(4) == 0 ? 0 : 1];
    random.nextBytes(prefix);
    for (int i = 1 + random.nextInt(60); i > 0; i--) {
      byte[] rest = CursorContract.randomKey(random, 3).toByteArray();
      byte[] key = new byte[prefix.length + rest.length];
      System.arraycopy(prefix, 0, key, 0, prefix.length);
      System.arraycopy(rest, 0, key, prefix.length, rest.length);
      boolean tombstone = random.nextInt(4) == 0;
      byte[] value = new byte[tombstone ? 0 : random.nextInt(40)];
      changes.put(new Slice(key), new Entry(new Slice(value), 1L + step, tombstone));
    }
    return changes;
  }
}
