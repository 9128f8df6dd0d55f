package org.lightningdb.storage.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lightningdb.storage.clock.TimeMap;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.StoreSpec.Compression;
import org.lightningdb.storage.vector.ColumnKind;

/** States as a database goes through them. */
final class RandomStates {
  static final DatabaseState INITIAL = DatabaseState.initial(0x77_1234_5678L, "DATA-00000001");

  private RandomStates() {}

  static DatabaseState next(DatabaseState state, Random random) {
    DatabaseState next =
        state
            .withGeneration(state.generation() + 1)
            .withFlushedTimestamp(state.flushedTimestamp() + random.nextInt(100))
            .withWalFloorLsn(state.walFloorLsn() + random.nextInt(1 << 20));
    next = next.withTimes(next.times().followedBy(times(next.times(), random)));
    if (random.nextInt(10) == 0) {
      next = next.withDataFile("DATA-0000000" + random.nextInt(9), random.nextLong() >>> 1);
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      long id = next.nextStoreId();
      next = next.withNextStoreId(id + 1).withStore(entry(id, random));
    }
    List<Long> ids = new ArrayList<>(next.stores().keySet());
    for (int i = random.nextInt(3); i > 0 && !ids.isEmpty(); i--) {
      long id = ids.get(random.nextInt(ids.size()));
      next = random.nextInt(4) == 0 ? next.withoutStore(id) : next.withStore(entry(id, random));
    }
    return next;
  }

  private static TimeMap times(TimeMap before, Random random) {
    int count = random.nextInt(20);
    long[] clockMillis = new long[count];
    long[] timestamps = new long[count];
    int last = before.size() - 1;
    long millis = last < 0 ? 1_700_000_000_000L : before.clockMillis(last);
    long timestamp = last < 0 ? 0 : before.timestamp(last);
    for (int sample = 0; sample < count; sample++) {
      millis += 1 + random.nextInt(1 << random.nextInt(20));
      timestamp += 1 + random.nextInt(1 << random.nextInt(10));
      clockMillis[sample] = millis;
      timestamps[sample] = timestamp;
    }
    return TimeMap.of(clockMillis, timestamps, count);
  }

  private static StoreEntry entry(long storeId, Random random) {
    StoreRoot root = null;
    if (random.nextInt(5) > 0) {
      TreeRoot main = random.nextInt(5) > 0 ? tree(random) : null;
      TreeRoot history = random.nextBoolean() ? tree(random) : null;
      root = new StoreRoot(main, history, random.nextLong(), random.nextLong());
    }
    return new StoreEntry(storeId, spec(random), root);
  }

  private static TreeRoot tree(Random random) {
    return new TreeRoot(
        random.nextLong(), random.nextInt(9), random.nextLong() >>> 1, random.nextLong() >>> 1);
  }

  private static StoreSpec spec(Random random) {
    StoreSpec spec = random.nextBoolean() ? StoreSpec.btree() : StoreSpec.lsm();
    if (random.nextBoolean()) {
      spec =
          spec.withShape(
              new RowShape(
                  List.of(
                      new ShapeColumn(ColumnKind.LONG, 1 << random.nextInt(4)),
                      new ShapeColumn(ColumnKind.BYTES, 0))));
    }
    return spec.withHistoryMillis(random.nextInt(3)).withCompression(Compression.NONE);
  }
}
