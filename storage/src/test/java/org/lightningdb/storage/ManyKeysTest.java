package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;

/** Lookups of many keys and split points, against a map. */
class ManyKeysTest {
  private static final EngineOptions OPTIONS = EngineOptions.defaults().withBlockBytes(1024);

  private final NavigableMap<Slice, Slice> model = new TreeMap<>();
  private long store;

  @Test
  void agreesWithAMap() {
    for (long seed = 1; seed <= 6; seed++) {
      model.clear();
      Random random = new Random(seed);
      try (LightningEngine engine =
          LightningEngine.open(SimVfs.memory("many"), OPTIONS, EngineServices.system())) {
        try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
          store = txn.createStore(StoreSpec.btree());
          txn.commit(Durability.NONE);
        }
        for (int round = 0; round < 4; round++) {
          change(engine, random, 1 + random.nextInt(1500));
          check(engine, random, "seed " + seed + " round " + round);
          if (random.nextBoolean()) {
            engine.checkpoint();
            check(engine, random, "seed " + seed + " round " + round + " written");
          }
        }
      }
    }
  }

  private static Slice key(Random random) {
    return Slice.utf8("k" + random.nextInt(4000));
  }

  private void change(LightningEngine engine, Random random, int writes) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      for (int i = 0; i < writes; i++) {
        Slice key = key(random);
        if (random.nextInt(5) == 0) {
          txn.delete(view, store, key);
          model.remove(key);
        } else {
          Slice value = Slice.utf8("v" + random.nextInt());
          txn.put(view, store, key, value);
          model.put(key, value);
        }
      }
      try (ReadView own = txn.view()) {
        checkGets(own, random, "own writes");
      }
      txn.commit(Durability.NONE);
    }
  }

  private void check(LightningEngine engine, Random random, String at) {
    try (ReadView view = engine.view()) {
      checkGets(view, random, at);
      checkSplits(view, ByteRange.all(), 1 + random.nextInt(9), at);
      Slice lower = key(random);
      Slice upper = key(random);
      checkSplits(view, new ByteRange(lower, upper), 1 + random.nextInt(9), at);
    }
  }

  private void checkGets(ReadView view, Random random, String at) {
    List<Slice> keys = new ArrayList<>();
    for (int i = random.nextInt(100); i > 0; i--) {
      keys.add(key(random));
    }
    if (random.nextBoolean()) {
      keys.sort(null);
    }
    List<String> found = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    view.multiGet(store, keys, (index, value) -> found.add(index + "=" + value));
    for (int i = 0; i < keys.size(); i++) {
      expected.add(i + "=" + model.get(keys.get(i)));
    }
    assertEquals(expected, found, at);
  }

  private void checkSplits(ReadView view, ByteRange range, int parts, String at) {
    List<Slice> points = view.splitPoints(store, range, parts);
    assertTrue(points.size() <= parts - 1, at);
    List<Slice> keys = new ArrayList<>();
    Slice lower = range.lower();
    for (Slice point : points) {
      assertTrue(range.contains(point) && (lower == null || lower.compareTo(point) < 0), at);
      addKeys(view, new ByteRange(lower, point), keys);
      lower = point;
    }
    addKeys(view, new ByteRange(lower, range.upper()), keys);
    List<Slice> expected = model.keySet().stream().filter(range::contains).toList();
    assertEquals(expected, keys, at);
  }

  private void addKeys(ReadView view, ByteRange range, List<Slice> keys) {
    try (Cursor cursor = view.cursor(store, range)) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        keys.add(cursor.key().copy());
      }
    }
  }

  @Test
  void partsAreOfSimilarSize() {
    try (LightningEngine engine =
        LightningEngine.open(SimVfs.memory("parts"), OPTIONS, EngineServices.system())) {
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        store = txn.createStore(StoreSpec.btree());
        txn.commit(Durability.NONE);
      }
      change(engine, new Random(1), 6000);
      checkBalance(engine);
      engine.checkpoint();
      checkBalance(engine);
    }
  }

  private void checkBalance(LightningEngine engine) {
    try (ReadView view = engine.view()) {
      List<Slice> points = view.splitPoints(store, ByteRange.all(), 8);
      assertEquals(7, points.size());
      Slice lower = null;
      for (Slice point : points) {
        List<Slice> keys = new ArrayList<>();
        addKeys(view, new ByteRange(lower, point), keys);
        assertTrue(keys.size() > model.size() / 24, keys.size() + " of " + model.size());
        assertTrue(keys.size() < model.size() / 3, keys.size() + " of " + model.size());
        lower = point;
      }
    }
  }
}
