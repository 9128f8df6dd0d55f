package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;

/** How large the data file becomes, and that it becomes smaller again. */
class SpaceTest {
  private static final int KEYS = 16_000;
  private static final int VALUE_BYTES = 100;
  private static final SpaceBound REST = new SpaceBound(1.25, 64 << 10);
  private static final EngineOptions OPTIONS = EngineOptions.defaults().withBlockBytes(4096);

  private final Random random = new Random(5);
  private final int[] rounds = new int[KEYS];

  @Test
  void afterTenOverwritesTheFileIsLittleLargerThanItsBlocks() {
    overwriteTenTimes(StoreSpec.btree());
  }

  @Test
  void afterTenOverwritesOfRunsTheFileIsLittleLargerThanItsBlocks() {
    overwriteTenTimes(StoreSpec.lsm());
  }

  private void overwriteTenTimes(StoreSpec spec) {
    SimVfs disk = SimVfs.memory("churn");
    long store;
    try (LightningEngine engine = LightningEngine.open(disk, OPTIONS, EngineServices.system())) {
      store = createStore(engine, spec);
      long largest = 0;
      for (int round = 0; round < 11; round++) {
        overwrite(engine, store, round);
        largest = Math.max(largest, engine.statistics().dataBytes());
      }
      engine.compact();
      long used = bytesInUse(engine);
      boolean runs = spec.layout() == StoreSpec.LayoutKind.LSM; // keep what newer ones hide
      assertTrue(largest <= (runs ? 6 : 2.25) * used, largest + " bytes at most for " + used);
      while (engine.shrink(REST)) {
        assertClean(engine);
      }
      long size = engine.statistics().dataBytes();
      assertTrue(size <= REST.bytesMax(bytesInUse(engine)), size + " bytes for " + used);
      assertHolds(engine, store);
    }
    try (LightningEngine engine = LightningEngine.open(disk, OPTIONS, EngineServices.system())) {
      assertClean(engine);
      assertHolds(engine, store);
    }
  }

  @Test
  void whatAnOpenViewHoldsGoesBackWhenItIsClosed() {
    try (LightningEngine engine =
        LightningEngine.open(SimVfs.memory("view"), OPTIONS, EngineServices.system())) {
      long store = createStore(engine, StoreSpec.btree());
      overwrite(engine, store, 0);
      long used = bytesInUse(engine);
      try (ReadView view = engine.view()) {
        for (int round = 1; round < 6; round++) {
          overwrite(engine, store, round);
        }
        while (engine.shrink(REST)) {
          assertClean(engine);
        }
        assertTrue(view.get(store, key(1)) != null);
        long held = engine.statistics().dataBytes();
        assertTrue(held >= 2 * used, held + " bytes while a view needs " + used);
        assertTrue(held <= 3.5 * used, held + " bytes while a view needs " + used);
      }
      while (engine.shrink(REST)) {
        assertClean(engine);
      }
      long size = engine.statistics().dataBytes();
      assertTrue(size <= REST.bytesMax(bytesInUse(engine)), size + " bytes for " + used);
      assertHolds(engine, store);
    }
  }

  private static long createStore(LightningEngine engine, StoreSpec spec) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      long store = txn.createStore(spec);
      txn.commit(Durability.GROUP);
      return store;
    }
  }

  /** Every key once, in a random order, with three checkpoints. */
  private void overwrite(LightningEngine engine, long store, int round) {
    int[] order = random.ints(0, KEYS).limit(KEYS / 2).toArray();
    for (int third = 0; third < 3; third++) {
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        for (int i = third; i < order.length; i += 3) {
          put(txn, view, store, order[i], round);
        }
        if (round == 0) {
          for (int key = third; key < KEYS; key += 3) {
            put(txn, view, store, key, round);
          }
        }
        txn.commit(Durability.NONE);
      }
      engine.checkpoint();
    }
  }

  private void put(Txn txn, ReadView view, long store, int key, int round) {
    txn.put(view, store, key(key), new Slice(value(key, round)));
    rounds[key] = round;
  }

  private static Slice key(int number) {
    return Slice.utf8("key of 16 " + (100_000 + number));
  }

  private static byte[] value(int key, int round) {
    byte[] value = new byte[VALUE_BYTES];
    new Random(key * 31L + round).nextBytes(value);
    return value;
  }

  private static long bytesInUse(LightningEngine engine) {
    CheckReport report = engine.check();
    assertTrue(report.problems().isEmpty(), report::toString);
    return report.blockBytes();
  }

  private static void assertClean(LightningEngine engine) {
    bytesInUse(engine);
  }

  private void assertHolds(LightningEngine engine, long store) {
    try (ReadView view = engine.view()) {
      for (int key = 0; key < KEYS; key += 7) {
        Slice found = view.get(store, key(key));
        byte[] bytes = found == null ? new byte[0] : found.toByteArray();
        assertArrayEquals(value(key, rounds[key]), bytes, "key " + key);
      }
    }
  }
}
