package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.StoreSpec.Compression;
import org.lightningdb.storage.spec.TransactionOptions;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;

/** Transactions that outgrow their memory, which is tiny here. */
class LargeTransactionTest {
  private static final EngineOptions OPTIONS =
      EngineOptions.defaults()
          .withBlockBytes(512)
          .withWal(16 << 10, 1 << 20)
          .withMemory(1 << 20, 1 << 20)
          .with(new TransactionOptions(2_000, 2_000));

  /** A write of it leaves the memory before the next write. */
  private static final Slice LARGE = Slice.utf8("x".repeat(2_100));

  @Test
  void randomHistoriesAgreeWithAModelAtEveryPosition() {
    for (long seed = 1; seed <= Integer.getInteger("lightning.large.runs", 12); seed++) {
      new LargeTransactionModel(seed).run();
    }
  }

  @Test
  void aSortedLoadFarAboveItsMemoryIsThereAndSurvivesReopening() {
    SimVfs disk = SimVfs.memory("load");
    long store;
    try (LightningEngine engine = open(disk)) {
      store = createStore(engine);
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        for (int i = 0; i < 5000; i++) {
          txn.put(view, store, key(i), Slice.utf8("value " + i));
        }
        assertTrue(engine.statistics().walBytesLive() < 20_000, "the log has no values of it");
        txn.commit(Durability.GROUP);
      }
      assertTrue(engine.statistics().walBytesLive() < 20_000, "nor after the commit");
      assertLoaded(engine, store, 5000);
      assertClean(engine);
    }
    try (LightningEngine engine = open(disk)) {
      assertLoaded(engine, store, 5000);
      assertClean(engine);
    }
  }

  @Test
  void blocksOfATransactionAreCompressedAsItsStoreWants() {
    assertTrue(dataBytes(Compression.ADAPTIVE) < 600 << 10);
    assertTrue(dataBytes(Compression.NONE) > 1 << 20);
  }

  /** The data file with a megabyte that no checkpoint has seen. */
  private static long dataBytes(Compression compression) {
    EngineOptions options =
        OPTIONS.withBlockBytes(16 << 10).with(new TransactionOptions(2_000, 100_000));
    SimVfs disk = SimVfs.memory("compression");
    try (LightningEngine engine = LightningEngine.open(disk, options, EngineServices.system())) {
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        long store = txn.createStore(StoreSpec.btree().withCompression(compression));
        try (ReadView view = txn.view()) {
          for (int i = 0; i < 1024; i++) {
            txn.put(view, store, key(i * 7919 % 1024), Slice.utf8("dull ".repeat(220)));
          }
        }
        return engine.statistics().dataBytes();
      }
    }
  }

  private static void assertLoaded(Engine engine, long store, int count) {
    try (ReadView view = engine.view();
        Cursor cursor = view.cursor(store, ByteRange.all())) {
      int found = 0;
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        assertEquals(key(found), cursor.key());
        assertEquals("value " + found, EngineTest.text(cursor.value()));
        found++;
      }
      assertEquals(count, found);
    }
  }

  @Test
  void rollingBackGivesTheSpaceBack() {
    try (LightningEngine engine = open(SimVfs.memory("rollback"))) {
      long store = createStore(engine);
      engine.checkpoint();
      long before = engine.statistics().dataBytes();
      long grown = 0;
      for (int round = 0; round < 5; round++) {
        try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
          load(txn, store, 2000, "x".repeat(40));
          assertTrue(engine.statistics().dataBytes() > before + 50_000, "it spilled");
          txn.rollback();
        }
        assertClean(engine);
        grown = round == 0 ? engine.statistics().dataBytes() : grown;
        assertEquals(grown, engine.statistics().dataBytes(), "the space is used again");
      }
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        load(txn, store, 2000, "y".repeat(40));
        txn.commit(Durability.GROUP);
      }
      engine.checkpoint();
      assertClean(engine);
    }
  }

  private static void load(Txn txn, long store, int count, String value) {
    try (ReadView view = txn.view()) {
      for (int i = 0; i < count; i++) {
        txn.put(view, store, key(i * 7919 % count), Slice.utf8(value));
      }
    }
  }

  @Test
  void spilledKeysStayLockedUntilTheEnd() throws Exception {
    try (LightningEngine engine = open(SimVfs.memory("claims"))) {
      long store = createStore(engine);
      Txn large = engine.begin(Isolation.SNAPSHOT, false);
      load(large, store, 500, "mine");
      try (Txn other = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = other.view()) {
        other.put(view, store, key(100_000), Slice.utf8("free"));
        StorageException refused =
            assertThrows(
                StorageException.class, () -> other.put(view, store, key(3), Slice.utf8("theirs")));
        assertSame(Kind.LOCK_TIMEOUT, refused.kind());
      }
      FutureTask<Kind> waiter = new FutureTask<>(() -> outcomeOfPut(engine, store));
      Thread thread = new Thread(waiter, "waiter");
      thread.setDaemon(true);
      thread.start();
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      large.commit(Durability.GROUP);
      assertSame(Kind.CONFLICT, waiter.get(), "the snapshot of the waiter is older");
      try (Txn later = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = later.view()) {
        later.put(view, store, key(3), Slice.utf8("later"));
        later.commit(Durability.GROUP);
      }
      assertClean(engine);
    }
  }

  private static @Nullable Kind outcomeOfPut(Engine engine, long store) {
    try (Txn other = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = other.view()) {
      other.put(view, store, key(7), Slice.utf8("theirs"));
      return null;
    } catch (StorageException e) {
      return e.kind();
    }
  }

  @Test
  void aDeadlockThroughASpilledKeyIsFound() throws Exception {
    try (LightningEngine engine = open(SimVfs.memory("deadlock"))) {
      long store = createStore(engine);
      try (Txn large = engine.begin(Isolation.READ_COMMITTED, false);
          Txn other = engine.begin(Isolation.READ_COMMITTED, false)) {
        load(large, store, 500, "mine");
        put(other, store, 100_000);
        FutureTask<Kind> waiter = new FutureTask<>(() -> outcome(() -> put(other, store, 7)));
        Thread thread = new Thread(waiter, "waiter");
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
          Thread.onSpinWait();
        }
        assertSame(Kind.DEADLOCK, outcome(() -> put(large, store, 100_000)));
        large.rollback();
        assertNull(waiter.get(), "the waiter has the lock");
      }
    }
  }

  private static void put(Txn txn, long store, int number) {
    try (ReadView view = txn.view()) {
      txn.put(view, store, key(number), Slice.utf8("value"));
    }
  }

  private static @Nullable Kind outcome(Runnable action) {
    try {
      action.run();
      return null;
    } catch (StorageException e) {
      return e.kind();
    }
  }

  @Test
  void serializableReadersNoticeAnIngestedRun() {
    try (LightningEngine engine = open(SimVfs.memory("serializable"))) {
      long store = createStore(engine);
      for (boolean checkpoint : new boolean[] {false, true}) {
        try (Txn reader = engine.begin(Isolation.SERIALIZABLE, false);
            ReadView view = reader.view()) {
          assertNull(view.get(store, key(250)));
          put(reader, store, 100_000);
          try (Txn large = engine.begin(Isolation.SNAPSHOT, false)) {
            load(large, store, 500, "new");
            large.commit(Durability.GROUP);
          }
          if (checkpoint) {
            engine.checkpoint();
          }
          assertSame(Kind.CONFLICT, outcome(() -> reader.commit(Durability.GROUP)));
        }
        try (Txn cleaner = engine.begin(Isolation.SNAPSHOT, false);
            ReadView view = cleaner.view()) {
          for (int i = 0; i < 500; i++) {
            cleaner.delete(view, store, key(i));
          }
          cleaner.commit(Durability.GROUP);
        }
      }
    }
  }

  @Test
  void anOldWriterStillFindsARunWhoseSpaceHadEarlierLives() {
    try (LightningEngine engine = open(SimVfs.memory("lives"))) {
      long churned = createStore(engine);
      long store = createStore(engine);
      engine.checkpoint();
      try (Txn old = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = old.view()) {
        churn(engine, churned, 4);
        try (Txn large = engine.begin(Isolation.SNAPSHOT, false)) {
          load(large, store, 500, "new");
          large.commit(Durability.GROUP);
        }
        engine.checkpoint();
        churn(engine, churned, 4);
        for (int i = 0; i < 500; i++) {
          int number = i;
          assertSame(
              Kind.CONFLICT,
              outcome(() -> old.put(view, store, key(number), Slice.utf8("lost update"))));
        }
      }
      assertClean(engine);
    }
  }

  private static void churn(LightningEngine engine, long store, int checkpoints) {
    for (int round = 0; round < checkpoints; round++) {
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        load(txn, store, 60, "x".repeat(20 + round));
        txn.commit(Durability.GROUP);
      }
      engine.checkpoint();
    }
  }

  @Test
  void aFullDiskFailsOnePutAndTheTransactionGoesOn() {
    SimVfs disk = SimVfs.memory("full");
    try (LightningEngine engine = open(disk)) {
      long store = createStore(engine);
      engine.checkpoint();
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        put(txn, store, 1);
        int savepoint = txn.savepoint();
        disk.faults().limitFreeBytes(30_000);
        assertSame(Kind.DISK_FULL, outcome(() -> load(txn, store, 2000, "x".repeat(100))));
        txn.rollbackTo(savepoint);
        disk.faults().unlimitFreeBytes();
        load(txn, store, 300, "second");
        txn.commit(Durability.GROUP);
      }
      engine.checkpoint();
      assertClean(engine);
      try (ReadView view = engine.view()) {
        Slice found = view.get(store, key(299));
        assertEquals("second", found == null ? "" : EngineTest.text(found));
        assertNull(view.get(store, key(300)));
      }
    }
  }

  @Test
  void aRollbackHoldsAlthoughOtherStoresSpilledBetween() {
    try (LightningEngine engine = open(SimVfs.memory("two stores"))) {
      long early = createStore(engine);
      long late = createStore(engine);
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        txn.put(view, early, key(1), LARGE);
        txn.put(view, late, key(1), LARGE);
        int savepoint = txn.savepoint();
        txn.put(view, late, key(2), LARGE);
        txn.put(view, early, key(2), LARGE);
        txn.put(view, early, key(3), LARGE);
        txn.rollbackTo(savepoint);
        assertNull(txn.getLatest(early, key(2)));
        txn.commit(Durability.GROUP);
      }
      assertKeys(engine, early, 1);
      assertKeys(engine, late, 1);
      engine.checkpoint();
      assertKeys(engine, early, 1);
      assertClean(engine);
    }
  }

  @Test
  void aStoreWhoseCreationIsRolledBackLeavesNothingBehind() throws IOException {
    try (LightningEngine engine = open(SimVfs.memory("created after the savepoint"))) {
      createStore(engine);
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        long store = txn.createStore(StoreSpec.btree());
        txn.put(view, store, key(1), Slice.utf8("in memory"));
        int savepoint = txn.savepoint();
        InputStream value = new ByteArrayInputStream(new byte[5000]);
        txn.putStream(view, store, key(2), value); // Creates the store of the chunks.
        txn.put(view, store, key(3), LARGE);
        txn.rollbackTo(savepoint);
        txn.commit(Durability.GROUP);
        assertKeys(engine, store, 1);
      }
      engine.checkpoint();
      assertClean(engine);
    }
  }

  @Test
  void aRollbackHoldsForTheSecondTime() {
    try (LightningEngine engine = open(SimVfs.memory("second rollback"))) {
      long store = createStore(engine);
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        txn.put(view, store, key(5), LARGE);
        txn.put(view, store, key(6), LARGE);
        int savepoint = txn.savepoint();
        txn.put(view, store, key(1), LARGE);
        txn.put(view, store, key(2), LARGE);
        txn.rollbackTo(savepoint);
        txn.put(view, store, key(7), LARGE);
        txn.put(view, store, key(8), LARGE);
        txn.rollbackTo(savepoint);
        assertNull(txn.getLatest(store, key(7)));
        txn.commit(Durability.GROUP);
      }
      assertKeys(engine, store, 5, 6);
      engine.checkpoint();
      assertKeys(engine, store, 5, 6);
      assertClean(engine);
    }
  }

  private static void assertKeys(Engine engine, long store, int... numbers) {
    List<String> expected = new ArrayList<>();
    for (int number : numbers) {
      expected.add(EngineTest.text(key(number)));
    }
    List<String> found = new ArrayList<>();
    try (ReadView view = engine.view();
        Cursor cursor = view.cursor(store, ByteRange.all())) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        found.add(EngineTest.text(cursor.key()));
      }
    }
    assertEquals(expected, found);
  }

  @Test
  void runsOfDroppedStoresAreGivenBack() {
    try (LightningEngine engine = open(SimVfs.memory("drop"))) {
      engine.checkpoint();
      for (int round = 0; round < 4; round++) {
        long store = createStore(engine);
        try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
          load(txn, store, 1000, "x".repeat(50));
          if (round == 3) {
            txn.dropStore(store);
          }
          txn.commit(Durability.GROUP);
        }
        if (round < 3) {
          try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
            txn.dropStore(store);
            txn.commit(Durability.GROUP);
          }
        }
        createStore(engine); // Lets the dropped one leave the state.
        engine.checkpoint();
        assertClean(engine);
      }
      engine.checkpoint();
      createStore(engine);
      engine.checkpoint();
      assertTrue(engine.statistics().dataBytes() < 400_000, "not four times the runs");
    }
  }

  @Test
  void viewsKeepReadingWhatWasRolledBack() {
    try (LightningEngine engine = open(SimVfs.memory("open view"))) {
      long store = createStore(engine);
      Txn txn = engine.begin(Isolation.SNAPSHOT, false);
      load(txn, store, 1000, "mine");
      try (ReadView view = txn.view()) {
        txn.rollback();
        try (Txn other = engine.begin(Isolation.SNAPSHOT, false)) {
          load(other, store, 1000, "theirs");
          other.commit(Durability.GROUP);
        }
        engine.checkpoint();
        Slice found = view.get(store, key(500));
        assertEquals("mine", found == null ? "" : EngineTest.text(found));
      }
      createStore(engine);
      engine.checkpoint();
      assertClean(engine);
    }
  }

  static LightningEngine open(SimVfs disk) {
    return LightningEngine.open(disk, OPTIONS, EngineServices.system());
  }

  static long createStore(Engine engine) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      long store = txn.createStore(StoreSpec.btree());
      txn.commit(Durability.GROUP);
      return store;
    }
  }

  static Slice key(int number) {
    return Slice.utf8("key " + (1_000_000 + number));
  }

  private static void assertClean(LightningEngine engine) {
    CheckReport report = engine.check();
    assertEquals(List.of(), report.problems(), report::toString);
  }
}
