package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.backup.BackupOptions;
import org.lightningdb.storage.backup.BackupReport;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.BatchScan;
import org.lightningdb.storage.column.ColumnCondition;
import org.lightningdb.storage.column.ColumnScan;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.column.RowWriter;
import org.lightningdb.storage.column.ZonePredicate;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.restore.Restore;
import org.lightningdb.storage.restore.RestorePoint;
import org.lightningdb.storage.restore.RestoreReport;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.BulkLoader;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.VectorBatch;
import org.lightningdb.storage.vfs.SimCrashException;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;

/** Sorted rows straight into blocks, and what a checkpoint makes of them. */
@Timeout(60)
class BulkLoadTest {
  private static LightningEngine open(SimVfs disk) {
    return LargeTransactionTest.open(disk);
  }

  private static Slice key(int number) {
    return LargeTransactionTest.key(number);
  }

  private static Slice value(int number) {
    return Slice.utf8("value " + number);
  }

  private static void load(Txn txn, long store, int from, int to) {
    try (ReadView view = txn.view();
        BulkLoader loader = txn.bulkLoad(view, store, new ByteRange(key(from), key(to)))) {
      for (int i = from; i < to; i++) {
        loader.append(key(i), value(i));
      }
      assertEquals(to - from, loader.finish());
    }
  }

  private static void loadAndCommit(Engine engine, long store, int from, int to) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      load(txn, store, from, to);
      txn.commit(Durability.GROUP);
    }
  }

  private static void assertRows(Engine engine, long store, int from, int to) {
    try (ReadView view = engine.view();
        Cursor cursor = view.cursor(store, ByteRange.all())) {
      int next = from;
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        assertEquals(key(next), cursor.key());
        assertEquals(value(next), cursor.value());
        next++;
      }
      assertEquals(to, next);
      assertEquals(value(from), view.get(store, key(from)));
      assertNull(view.get(store, key(to)));
    }
  }

  private static void assertClean(LightningEngine engine) {
    CheckReport report = engine.check();
    assertEquals(List.of(), report.problems(), report::toString);
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
  void aLoadIsNotWrittenTwice() {
    SimVfs disk = SimVfs.memory("once");
    long store;
    try (LightningEngine engine = open(disk)) {
      store = LargeTransactionTest.createStore(engine);
      loadAndCommit(engine, store, 0, 20_000);
      assertRows(engine, store, 0, 20_000);
      long loaded = engine.statistics().dataBytes();
      engine.checkpoint();
      assertRows(engine, store, 0, 20_000);
      assertClean(engine);
      long grown = engine.statistics().dataBytes() - loaded;
      assertTrue(grown <= 0, grown + " more bytes after the checkpoint, " + loaded + " before");
      loadAndCommit(engine, store, 20_000, 30_000);
      loadAndCommit(engine, store, 30_000, 31_000);
      loaded = engine.statistics().dataBytes();
      engine.checkpoint();
      grown = engine.statistics().dataBytes() - loaded;
      assertTrue(grown < loaded / 20, grown + " more bytes after the second, " + loaded);
      assertRows(engine, store, 0, 31_000);
      assertClean(engine);
    }
    try (LightningEngine engine = open(disk)) {
      assertRows(engine, store, 0, 31_000);
      put(engine, store, 31_000);
      engine.checkpoint();
      assertRows(engine, store, 0, 31_001);
      assertClean(engine);
    }
  }

  private static void put(Engine engine, long store, int number) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      put(txn, store, number);
      txn.commit(Durability.GROUP);
    }
  }

  private static void put(Txn txn, long store, int number) {
    try (ReadView view = txn.view()) {
      txn.put(view, store, key(number), value(number));
    }
  }

  @Test
  void adoptedRowsAreAsOldAsTheirCommit() {
    try (LightningEngine engine = open(SimVfs.memory("age"))) {
      long store = LargeTransactionTest.createStore(engine);
      loadAndCommit(engine, store, 0, 1000);
      engine.checkpoint();
      try (Txn before = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = before.view()) {
        loadAndCommit(engine, store, 1000, 2000);
        engine.checkpoint();
        assertRows(engine, store, 0, 2000);
        assertNull(view.get(store, key(1500)), "loaded after the snapshot");
        assertEquals(value(500), view.get(store, key(500)));
        before.put(view, store, key(500), value(500));
        assertSame(Kind.CONFLICT, outcome(() -> before.put(view, store, key(1500), value(1500))));
      }
      try (Txn after = engine.begin(Isolation.SNAPSHOT, false)) {
        put(after, store, 500);
        put(after, store, 1500);
        after.commit(Durability.GROUP);
      }
      engine.checkpoint();
      assertRows(engine, store, 0, 2000);
      assertClean(engine);
    }
  }

  @Test
  void backupsTakenBeforeAndAfterAnAdoptionRestore() throws IOException {
    try (LightningEngine engine = open(SimVfs.memory("source"))) {
      long store = LargeTransactionTest.createStore(engine);
      List<Vfs> backups = new ArrayList<>();
      Txn early = engine.begin(Isolation.SNAPSHOT, false);
      load(early, store, 0, 2000); // Written before the first backup, adopted by the second.
      for (int i = 0; i < 4; i++) {
        SimVfs target = SimVfs.memory("backup " + i);
        BackupReport unused = engine.backup(target, backups, BackupOptions.defaults());
        backups.add(target);
        if (i == 0) {
          early.commit(Durability.GROUP);
        } else if (i < 3) {
          loadAndCommit(engine, store, 1000 + i * 1000, 2000 + i * 1000);
        }
        SimVfs restored = SimVfs.memory("restored " + i);
        RestoreReport report =
            new Restore(EngineServices.system(), 0)
                .run(backups, null, RestorePoint.newest(), restored);
        assertTrue(report.timestamp() > 0);
        try (LightningEngine copy = open(restored)) {
          assertEquals(i == 0 ? 0 : 1000 + i * 1000, count(copy, store));
          assertClean(copy);
        }
      }
    }
  }

  @Test
  void shapedRowsAreLoadedColumnByColumn() {
    RowShape shape = new RowShape(List.of(new ShapeColumn(ColumnKind.LONG, 8)));
    RowWriter writer = new RowWriter(new RowFormat(shape));
    try (LightningEngine engine = open(SimVfs.memory("shape"));
        Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      long store = txn.createStore(StoreSpec.btree().withShape(shape));
      try (ReadView view = txn.view();
          BulkLoader loader = txn.bulkLoad(view, store, ByteRange.all())) {
        for (int i = 0; i < 20_000; i++) {
          writer.begin();
          writer.setLong(0, i);
          loader.append(key(i), writer.finish());
        }
        loader.finish();
      }
      txn.commit(Durability.GROUP);
      assertEquals(150, scanned(engine, store, 700, 849));
      long loaded = engine.statistics().dataBytes();
      engine.checkpoint();
      assertEquals(loaded, engine.statistics().dataBytes(), "adopted");
      assertEquals(150, scanned(engine, store, 700, 849));
      assertClean(engine);
    }
  }

  private static int scanned(Engine engine, long store, long low, long high) {
    ZonePredicate predicate = new ZonePredicate(List.of(ColumnCondition.longs(0, low, high)));
    VectorBatch batch = new VectorBatch(List.of(ColumnKind.LONG), 1024);
    int rows = 0;
    try (ReadView view = engine.view();
        BatchScan scan =
            view.scan(store, ByteRange.all(), new ColumnScan(List.of(0), false, predicate))) {
      while (scan.next(batch)) {
        rows += batch.rowCount();
        assertTrue(batch.longs(0).get(0) >= low);
      }
    }
    return rows;
  }

  @Test
  void refusesWhatIsOutOfOrderOrNotEmpty() {
    try (LightningEngine engine = open(SimVfs.memory("order"))) {
      long store = LargeTransactionTest.createStore(engine);
      put(engine, store, 500);
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        assertSame(Kind.INVALID_REQUEST, outcome(() -> txn.bulkLoad(view, store, ByteRange.all())));
        ByteRange above = new ByteRange(key(600), null);
        txn.put(view, store, key(700), value(700));
        assertSame(Kind.INVALID_REQUEST, outcome(() -> txn.bulkLoad(view, store, above)));
        txn.delete(view, store, key(700));
        try (BulkLoader loader = txn.bulkLoad(view, store, above)) {
          loader.append(key(650), value(650));
          assertSame(Kind.INVALID_REQUEST, outcome(() -> loader.append(key(650), value(650))));
          assertSame(Kind.INVALID_REQUEST, outcome(() -> loader.append(key(640), value(640))));
          assertSame(Kind.INVALID_REQUEST, outcome(() -> loader.append(key(500), value(500))));
          for (Runnable other :
              List.<Runnable>of(
                  () -> txn.put(view, store, key(1), value(1)),
                  () -> txn.delete(view, store, key(1)),
                  () -> txn.commit(Durability.GROUP),
                  () -> txn.rollbackTo(0),
                  () -> txn.bulkLoad(view, store, above))) {
            assertSame(Kind.INVALID_REQUEST, outcome(other));
          }
          loader.append(key(700), value(700));
          assertEquals(2, loader.finish());
          assertSame(Kind.CLOSED, outcome(() -> loader.append(key(800), value(800))));
        }
        assertEquals(value(700), txn.getLatest(store, key(700)));
        txn.put(view, store, key(650), value(1));
        txn.commit(Durability.GROUP);
      }
      engine.checkpoint();
      try (ReadView view = engine.view()) {
        assertEquals(value(1), view.get(store, key(650)));
        assertEquals(value(700), view.get(store, key(700)));
      }
      assertClean(engine);
    }
  }

  @Test
  void givesEverythingBackUnlessItIsCommitted() {
    try (LightningEngine engine = open(SimVfs.memory("back"))) {
      long store = LargeTransactionTest.createStore(engine);
      engine.checkpoint();
      long size = 0;
      for (int round = 0; round < 8; round++) {
        try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
            ReadView view = txn.view()) {
          if (round % 2 == 0) {
            load(txn, store, 0, 5000);
          } else {
            BulkLoader unfinished = txn.bulkLoad(view, store, ByteRange.all());
            for (int i = 0; i < 5000; i++) {
              unfinished.append(key(i), value(i));
            }
            if (round % 4 == 1) {
              unfinished.close();
              txn.commit(Durability.GROUP);
            }
          }
        }
        assertClean(engine);
        size = round == 0 ? engine.statistics().dataBytes() : size;
        assertEquals(size, engine.statistics().dataBytes(), "the space is used again");
      }
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        load(txn, store, 0, 3000);
        int savepoint = txn.savepoint();
        load(txn, store, 3000, 6000);
        put(txn, store, 7000);
        txn.rollbackTo(savepoint);
        assertNull(txn.getLatest(store, key(4000)));
        put(txn, store, 3000);
        txn.commit(Durability.GROUP);
      }
      assertRows(engine, store, 0, 3001);
      engine.checkpoint();
      assertRows(engine, store, 0, 3001);
      assertClean(engine);
    }
  }

  @Test
  void theRangeIsLockedAsAWhole() throws Exception {
    try (LightningEngine engine = open(SimVfs.memory("range"))) {
      long store = LargeTransactionTest.createStore(engine);
      Txn holder = engine.begin(Isolation.SNAPSHOT, false);
      put(holder, store, 5_000);
      FutureTask<@Nullable Kind> waiter =
          new FutureTask<>(() -> outcome(() -> loadAndCommit(engine, store, 0, 1000)));
      startAndAwaitSleep(waiter, false);
      assertNull(waiter.get(), "a lock outside the range is no matter");
      FutureTask<@Nullable Kind> second =
          new FutureTask<>(() -> outcome(() -> loadAndCommit(engine, store, 4000, 6000)));
      startAndAwaitSleep(second, true);
      holder.rollback();
      assertNull(second.get(), "it waits for the lock inside");
      try (Txn loading = engine.begin(Isolation.READ_COMMITTED, false);
          ReadView view = loading.view();
          BulkLoader loader = loading.bulkLoad(view, store, new ByteRange(key(8000), key(9000)))) {
        put(engine, store, 9000);
        FutureTask<@Nullable Kind> third =
            new FutureTask<>(() -> outcome(() -> put(engine, store, 8500)));
        FutureTask<@Nullable Kind> fourth =
            new FutureTask<>(() -> outcome(() -> loadAndCommit(engine, store, 8900, 9000)));
        startAndAwaitSleep(third, true);
        startAndAwaitSleep(fourth, true);
        loader.append(key(8500), value(0));
        loader.finish();
        loading.commit(Durability.GROUP);
        assertSame(Kind.CONFLICT, third.get());
        assertNull(fourth.get(), "nothing was loaded there");
      }
      engine.checkpoint();
      assertClean(engine);
    }
  }

  private static void startAndAwaitSleep(FutureTask<?> task, boolean sleeps) {
    Thread thread = new Thread(task, "waiter");
    thread.setDaemon(true);
    thread.start();
    while (sleeps && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aFullDiskLeavesTheTransactionUsable() {
    SimVfs disk = SimVfs.memory("full");
    try (LightningEngine engine = open(disk)) {
      long store = LargeTransactionTest.createStore(engine);
      engine.checkpoint();
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        put(txn, store, 1);
        disk.faults().limitFreeBytes(30_000);
        StorageException refused =
            assertThrows(StorageException.class, () -> load(txn, store, 10, 20_000));
        assertSame(Kind.DISK_FULL, refused.kind());
        disk.faults().unlimitFreeBytes();
        load(txn, store, 2, 1000);
        txn.commit(Durability.GROUP);
      }
      assertRows(engine, store, 1, 1000);
      engine.checkpoint();
      assertRows(engine, store, 1, 1000);
      assertClean(engine);
    }
  }

  private static final Logger LOGGER = Logger.getLogger(Checkpointer.class.getName());
  private static @Nullable Level level;

  @BeforeAll
  static void silence() {
    level = LOGGER.getLevel();
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOGGER.setLevel(level);
  }

  @Test
  void everyCrashPointOfALoadAndItsAdoptionIsSound() {
    int points = 0;
    boolean finished = false;
    for (long calls = 0; !finished; calls++) {
      SimVfs disk = SimVfs.tracked(7);
      disk.faults().crashAfter(calls);
      int acknowledged = 0;
      try (LightningEngine engine = open(disk)) {
        long store = LargeTransactionTest.createStore(engine);
        loadAndCommit(engine, store, 0, 300);
        acknowledged = 300;
        engine.checkpoint();
        loadAndCommit(engine, store, 300, 600);
        acknowledged = 600;
        put(engine, store, 100);
        engine.checkpoint();
        put(engine, store, 600);
        acknowledged = 601;
        engine.checkpoint();
      } catch (StorageException | SimCrashException e) {
        assertTrue(disk.faults().crashed(), e::toString);
      }
      finished = !disk.faults().crashed();
      assertRecovers(disk.crash(calls), acknowledged);
      points++;
    }
    assertTrue(points > 60, points + " crash points");
  }

  private static void assertRecovers(SimVfs disk, int acknowledged) {
    try (LightningEngine engine = open(disk)) {
      for (int round = 0; round < 2 && acknowledged > 0; round++) {
        int found = count(engine, 1);
        assertTrue(found >= acknowledged, found + " rows of " + acknowledged);
        assertRows(engine, 1, 0, found);
        assertClean(engine);
        engine.checkpoint();
      }
      assertClean(engine);
    }
  }

  private static int count(Engine engine, long store) {
    int rows = 0;
    try (ReadView view = engine.view();
        Cursor cursor = view.cursor(store, ByteRange.all())) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        rows++;
      }
    }
    return rows;
  }
}
