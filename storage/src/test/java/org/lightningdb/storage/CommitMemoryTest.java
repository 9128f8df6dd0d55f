package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.memory.ScarceArrays;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.TransactionOptions;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimCrashException;
import org.lightningdb.storage.vfs.SimVfs;

/**
 * Memory runs out at every place of a commit, one after the other: the transaction fails alone and
 * may be tried again, the engine goes on, and what is recovered is what was acknowledged.
 */
class CommitMemoryTest {
  private static final EngineOptions OPTIONS =
      EngineOptions.defaults()
          .withBlockBytes(512)
          .withWal(4096, 1 << 20)
          .with(new TransactionOptions(50, 8_000));

  private final SimVfs disk = SimVfs.tracked(1);
  private final ScarceArrays arrays = new ScarceArrays();
  private final Map<String, String> model = new TreeMap<>();
  private int shortages;

  private LightningEngine open(SimVfs on) {
    return LightningEngine.open(on, OPTIONS, EngineServices.system().withArrays(arrays));
  }

  private static long createStore(LightningEngine engine) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      long store = txn.createStore(StoreSpec.btree());
      txn.commit(Durability.GROUP);
      return store;
    }
  }

  @Test
  void aCommitWithoutMemoryFailsAloneAtEveryPlace() {
    for (long seed = 1; seed <= 6; seed++) {
      Random random = new Random(seed);
      SimVfs on = SimVfs.tracked(seed);
      model.clear();
      LightningEngine engine = open(on);
      long store = createStore(engine);
      for (int i = 0; i < 60; i++) {
        commit(engine, store, random, i);
        if (random.nextInt(20) == 0) {
          engine.checkpoint();
        }
      }
      SimVfs after = seed % 2 == 0 ? on : on.crash(seed);
      close(engine, on);
      try (LightningEngine again = open(after)) {
        assertContent(again, store, "seed " + seed + " opened again");
        assertTrue(again.check().problems().isEmpty(), again.check().toString());
      }
    }
    assertTrue(shortages > 200, shortages + " shortages");
  }

  private static void close(LightningEngine engine, SimVfs on) {
    try {
      engine.close();
    } catch (StorageException | SimCrashException e) {
      assertTrue(on.faults().crashed(), e.toString());
    }
  }

  /** Tries again with one more array spared, until the commit succeeds. */
  private void commit(LightningEngine engine, long store, Random random, int number) {
    Map<String, String> writes = new TreeMap<>();
    for (int i = 1 + random.nextInt(12); i > 0; i--) {
      writes.put("k" + random.nextInt(40), "v".repeat(random.nextInt(900)) + number);
    }
    boolean creates = random.nextInt(4) == 0;
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      writes.forEach((key, value) -> txn.put(view, store, Slice.utf8(key), Slice.utf8(value)));
      if (creates) {
        long other = txn.createStore(StoreSpec.btree());
        txn.put(view, other, Slice.utf8("key"), Slice.utf8("value"));
      }
      int spared = 0;
      while (!committed(txn, spared)) {
        assertContent(engine, store, "after a shortage");
        spared++;
      }
    }
    model.putAll(writes);
    assertContent(engine, store, "after commit " + number);
  }

  private boolean committed(Txn txn, int spared) {
    arrays.failFrom(1, spared);
    try {
      txn.commit(Durability.GROUP);
      return true;
    } catch (OutOfMemoryError e) {
      shortages++;
      return false;
    } finally {
      arrays.recover();
    }
  }

  private void assertContent(LightningEngine engine, long store, String at) {
    try (ReadView view = engine.view()) {
      assertEquals(model, EngineTest.content(view, store), at);
    }
  }

  /** Nobody sees what is taken back, and who waits for the row gets it. */
  @Test
  void aFailedCommitKeepsItsLocksAndShowsNothing() {
    try (LightningEngine engine = open(disk)) {
      long store = createStore(engine);
      Slice key = Slice.utf8("key");
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        txn.put(view, store, key, new Slice(new byte[100_000]));
        txn.put(view, store, Slice.utf8("key2"), new Slice(new byte[100_000]));
        arrays.failFrom(1, 1);
        assertThrows(OutOfMemoryError.class, () -> txn.commit(Durability.GROUP));
        arrays.recover();
        try (Txn other = engine.begin(Isolation.READ_COMMITTED, false);
            ReadView now = other.view()) {
          assertEquals(null, other.getLatest(store, key));
          StorageException e =
              assertThrows(
                  StorageException.class, () -> other.put(now, store, key, Slice.utf8("other")));
          assertEquals(Kind.LOCK_TIMEOUT, e.kind());
        }
        txn.rollback();
      }
      try (Txn other = engine.begin(Isolation.SNAPSHOT, false);
          ReadView now = other.view()) {
        other.put(now, store, key, Slice.utf8("other"));
        other.commit(Durability.GROUP);
      }
      model.put("key", "other");
      assertContent(engine, store, "after the other one");
    }
  }

  /** Drops that are taken back leave the store for others. */
  @Test
  void aFailedDropLeavesTheStore() {
    try (LightningEngine engine = open(disk)) {
      long dropped = createStore(engine);
      long store = createStore(engine);
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        txn.dropStore(dropped);
        txn.put(view, store, Slice.utf8("key"), new Slice(new byte[100_000]));
        arrays.failFrom(1, 0);
        assertThrows(OutOfMemoryError.class, () -> txn.commit(Durability.GROUP));
        arrays.recover();
      }
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        txn.put(view, dropped, Slice.utf8("key"), Slice.utf8("value"));
        txn.commit(Durability.GROUP);
      }
      model.put("key", "value");
      assertContent(engine, dropped, "the store is not dropped");
    }
  }

  /** Listeners of commits before and after one without memory are told. */
  @Test
  void asynchronousCommitsAroundAShortageComplete() {
    try (LightningEngine engine = open(disk)) {
      long store = createStore(engine);
      List<CompletableFuture<Long>> futures = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
            ReadView view = txn.view()) {
          txn.put(view, store, Slice.utf8("key" + i), new Slice(new byte[70_000]));
          if (i % 3 == 1) {
            arrays.failFrom(1, 0);
            assertThrows(OutOfMemoryError.class, () -> txn.commitAsync(Durability.GROUP));
            arrays.recover();
          } else {
            futures.add(txn.commitAsync(Durability.GROUP));
          }
        }
      }
      long last = 0;
      for (CompletableFuture<Long> future : futures) {
        long timestamp = future.join();
        assertTrue(timestamp > last, "commits are in order");
        last = timestamp;
      }
      assertEquals(33, futures.size());
    }
  }
}
