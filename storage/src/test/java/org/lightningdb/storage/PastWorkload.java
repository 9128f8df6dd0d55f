package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.RandomRows;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;

/**
 * A seeded client of stores with different retentions, on a clock of its own, beside a model that
 * forgets nothing: the content of each store after each commit, and when that was. Views of the
 * past must show what the model says, and may be refused only where the retention allows it.
 */
final class PastWorkload {
  private static final int KEYS = 30;
  private static final long START_MILLIS = 1_700_000_000_000L;

  /**
   * What one store held after each commit, values as their length and hash.
   *
   * @param rows makes the values of a store with a shape
   */
  private record Kept(
      long storeId,
      StoreSpec spec,
      @Nullable RandomRows rows,
      NavigableMap<Long, NavigableMap<String, String>> states) {}

  private final long seed;
  private final Random random;
  private final StoreSpec[] specs;
  private final List<Kept> stores = new ArrayList<>();

  /** The newest commit at each time. */
  private final NavigableMap<Long, Long> times = new TreeMap<>();

  private SimVfs disk;
  private @Nullable LightningEngine engine;
  private long wallMillis = START_MILLIS;
  private long latestMillis = START_MILLIS;
  private long timestamp;
  private int views;
  private int refused;

  /**
   * @param specs one store of each; one with a shape gets another, random one
   */
  PastWorkload(long seed, StoreSpec... specs) {
    this.seed = seed;
    this.random = new Random(seed);
    this.specs = specs.clone();
    this.disk = SimVfs.tracked(seed);
  }

  /** Runs; returns how many views of the past were compared. */
  int run(int steps) {
    engine = open();
    try {
      createStores();
      for (int step = 0; step < steps; step++) {
        String where = "seed " + seed + ", step " + step;
        step(where);
        compare(where);
      }
    } finally {
      CrashWorkload.closeQuietly(engine);
    }
    return views;
  }

  int refused() {
    return refused;
  }

  private LightningEngine open() {
    EngineOptions options =
        EngineOptions.defaults()
            .withWal(2048, 1 << 20)
            .withBlockBytes(512)
            .withMemory(1 << 20, 1 << 20);
    EngineServices system = EngineServices.system();
    return LightningEngine.open(
        disk,
        options,
        new EngineServices(system.nanoTime(), () -> wallMillis, () -> 42, system.threads()));
  }

  private LightningEngine engine() {
    LightningEngine current = engine;
    if (current == null) {
      throw new IllegalStateException("not open");
    }
    return current;
  }

  private void createStores() {
    try (Txn txn = engine().begin(Isolation.SNAPSHOT, false)) {
      for (StoreSpec spec : specs) {
        RandomRows rows = spec.shape() == null ? null : new RandomRows(random);
        long storeId = txn.createStore(rows == null ? spec : spec.withShape(rows.shape()));
        stores.add(new Kept(storeId, spec, rows, new TreeMap<>()));
      }
      committed(txn.commit(Durability.GROUP));
    }
    stores.forEach(store -> store.states().put(0L, new TreeMap<>()));
  }

  private void step(String where) {
    wallMillis += random.nextInt(10) == 0 ? random.nextInt(2000) - 200 : random.nextInt(20);
    latestMillis = Math.max(latestMillis, wallMillis);
    switch (random.nextInt(12)) {
      case 0 -> engine().checkpoint();
      case 1 -> {
        engine().trimHistory();
        engine().shrink(new SpaceBound(1, 0));
      }
      case 2 -> {
        engine().close();
        engine = open();
      }
      case 3 -> {
        CrashWorkload.closeQuietly(engineOfCrashed());
        engine = open();
        assertEquals(timestamp, engine().statistics().visibleTimestamp(), where);
      }
      default -> transaction();
    }
    if (random.nextInt(4) == 0) {
      CheckReport report = engine().check();
      assertTrue(report.problems().isEmpty(), () -> where + ": " + report);
    }
  }

  /** Cuts the power: what the old engine does from now on reaches a disk nobody reads. */
  private LightningEngine engineOfCrashed() {
    LightningEngine old = engine();
    disk = disk.crash(random.nextLong());
    return old;
  }

  private void committed(long commitTimestamp) {
    timestamp = commitTimestamp;
    long millis = times.isEmpty() ? wallMillis : Math.max(times.lastKey(), wallMillis);
    times.put(millis, timestamp);
  }

  private void transaction() {
    List<NavigableMap<String, String>> contents = new ArrayList<>();
    stores.forEach(store -> contents.add(new TreeMap<>(store.states().lastEntry().getValue())));
    try (Txn txn = engine().begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      for (int writes = 1 + random.nextInt(12); writes > 0; writes--) {
        int store = random.nextInt(stores.size());
        write(txn, view, stores.get(store), contents.get(store));
      }
      committed(txn.commit(Durability.GROUP));
    }
    for (int store = 0; store < contents.size(); store++) {
      stores.get(store).states().put(timestamp, contents.get(store));
    }
  }

  private void write(Txn txn, ReadView view, Kept store, Map<String, String> content) {
    long storeId = store.storeId();
    RandomRows rows = store.rows();
    int hot = random.nextInt(3) == 0 ? 3 : KEYS;
    String key = "key-" + random.nextInt(hot) + "-".repeat(random.nextInt(2));
    if (random.nextInt(3) == 0) {
      txn.delete(view, storeId, Slice.utf8(key));
      content.remove(key);
    } else {
      String text = "v" + random.nextInt(1_000_000) + "x".repeat(length());
      Slice value = rows == null ? Slice.utf8(text) : rows.next();
      txn.put(view, storeId, Slice.utf8(key), value);
      content.put(key, CrashWorkload.digest(value));
    }
  }

  private int length() {
    return random.nextInt(30) == 0 ? 3000 : random.nextInt(60);
  }

  private void compare(String where) {
    for (int i = 0; i < 4; i++) {
      long at = random.nextBoolean() ? timestamp - random.nextInt(8) : random.nextLong(timestamp);
      compareAt(Math.max(0, at), where + ", at " + at);
    }
    compareTimes(where);
  }

  private void compareAt(long at, String where) {
    try (ReadView view = engine().viewAt(at)) {
      assertEquals(at, view.timestamp(), where);
      for (Kept store : stores) {
        String place = where + ", " + store.spec();
        NavigableMap<String, String> expected = store.states().floorEntry(at).getValue();
        try {
          assertContent(view, store.storeId(), expected, place);
          views++;
        } catch (StorageException e) {
          if (e.kind() != StorageException.Kind.HISTORY_GONE) {
            throw new AssertionError(place, e);
          }
          refused++;
          assertMayBeGone(store, at, place);
        }
      }
    }
  }

  private void assertMayBeGone(Kept store, long at, String place) {
    long keptMillis = store.spec().historyMillis();
    Map.@Nullable Entry<Long, Long> oldest =
        keptMillis > latestMillis ? null : times.floorEntry(latestMillis - keptMillis);
    if (oldest == null || at > oldest.getValue()) {
      fail(place + ": gone too early, " + oldest);
    }
  }

  private void assertContent(
      ReadView view, long storeId, NavigableMap<String, String> expected, String where) {
    assertEquals(expected, CrashWorkload.read(view, storeId), where);
    for (int i = 0; i < 5; i++) {
      String key = "key-" + random.nextInt(KEYS);
      Slice value = view.get(storeId, Slice.utf8(key));
      assertEquals(expected.get(key), value == null ? null : CrashWorkload.digest(value), where);
    }
    try (Cursor cursor = view.cursor(storeId, ByteRange.all())) {
      Map.@Nullable Entry<String, String> place = expected.lastEntry();
      assertEquals(place != null, cursor.last(), where);
      for (int move = 0; move < 40 && place != null; move++) {
        assertEquals(place.getKey(), EngineTest.text(cursor.key()), where);
        assertEquals(place.getValue(), CrashWorkload.digest(cursor.value()), where);
        boolean back = random.nextInt(3) > 0;
        place = back ? expected.lowerEntry(place.getKey()) : expected.higherEntry(place.getKey());
        assertEquals(place != null, back ? cursor.prev() : cursor.next(), where);
      }
    }
  }

  private void compareTimes(String where) {
    long asked = times.firstKey() + (long) (random.nextDouble() * 1.1 * spanMillis()) - 10;
    Map.@Nullable Entry<Long, Long> expected = times.floorEntry(asked);
    long found = engine().timestampAt(asked);
    if (expected == null) {
      assertEquals(0, found, where);
    } else {
      assertTrue(found <= expected.getValue(), where);
      Map.@Nullable Entry<Long, Long> coarse =
          times.floorEntry(expected.getKey() - 2 - spanMillis() / 256);
      assertTrue(coarse == null || found >= coarse.getValue(), where + " " + found);
      assertTrue(engine().timestampAt(engine().clockMillisAt(found)) >= found, where);
    }
    assertNull(times.higherEntry(engine().clockMillisAt(timestamp)), where);
  }

  private long spanMillis() {
    return times.lastKey() - times.firstKey();
  }
}
