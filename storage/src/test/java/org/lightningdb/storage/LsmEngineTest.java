package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.maintenance.TaskReport;
import org.lightningdb.storage.spec.CompactionOptions;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.MemoryOptions;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;

/** Log-structured stores in an engine: compaction beside readers, writers, drops and full disks. */
@Timeout(100)
class LsmEngineTest {
  private static final Logger LOGGER = Logger.getLogger(Compactor.class.getName());

  @BeforeAll
  static void silence() {
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOGGER.setLevel(null);
  }

  private static EngineOptions options(int threads) {
    return EngineOptions.defaults()
        .withBlockBytes(1024)
        .with(
            CompactionOptions.defaults()
                .withThreads(threads)
                .withYoungRuns(3, 6, 12)
                .withSizes(16 << 10, 32 << 10, 4));
  }

  private static LightningEngine open(SimVfs disk, int threads) {
    return LightningEngine.open(disk, options(threads), EngineServices.system());
  }

  private static long createStore(Engine engine) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      long store = txn.createStore(StoreSpec.lsm());
      txn.commit(Durability.GROUP);
      return store;
    }
  }

  /** Random puts and deletes in one transaction, in the engine and in the model. */
  private static void change(
      Engine engine, long store, NavigableMap<String, String> model, Random random, int count) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      for (int i = 0; i < count; i++) {
        String key = "key-" + random.nextInt(1500);
        if (random.nextInt(4) == 0) {
          txn.delete(view, store, Slice.utf8(key));
          model.remove(key);
        } else {
          String value = "value-" + random.nextLong();
          txn.put(view, store, Slice.utf8(key), Slice.utf8(value));
          model.put(key, value);
        }
      }
      txn.commit(Durability.NONE);
    }
  }

  private static void assertHolds(ReadView view, long store, Map<String, String> model) {
    NavigableMap<String, String> found = new TreeMap<>();
    try (Cursor cursor = view.cursor(store, ByteRange.all())) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        found.put(EngineTest.text(cursor.key()), EngineTest.text(cursor.value()));
      }
    }
    assertEquals(model, found);
    for (int i = 0; i < 1500; i += 7) {
      Slice value = view.get(store, Slice.utf8("key-" + i));
      assertEquals(model.get("key-" + i), value == null ? null : EngineTest.text(value));
    }
  }

  private static void assertClean(LightningEngine engine) {
    CheckReport report = engine.check();
    assertEquals(List.of(), report.problems());
  }

  private static long successes(LightningEngine engine) {
    long sum = 0;
    for (TaskReport report : engine.backgroundTasks()) {
      sum += report.name().startsWith("compaction") ? report.runs() - report.failures() : 0;
    }
    return sum;
  }

  private static long failures(LightningEngine engine) {
    long sum = 0;
    for (TaskReport report : engine.backgroundTasks()) {
      sum += report.name().startsWith("compaction") ? report.failures() : 0;
    }
    return sum;
  }

  private static String lastError(LightningEngine engine) {
    StringBuilder errors = new StringBuilder();
    for (TaskReport report : engine.backgroundTasks()) {
      errors.append(report.name().startsWith("compaction") ? report.lastError() : "");
    }
    return errors.toString();
  }

  @Test
  void compactsInTheBackgroundAndFindsEverythingAgain() {
    SimVfs disk = SimVfs.memory("background");
    NavigableMap<String, String> model = new TreeMap<>();
    Random random = new Random(1);
    long store;
    try (LightningEngine engine = open(disk, 3)) {
      store = createStore(engine);
      for (int round = 0; round < 60; round++) {
        change(engine, store, model, random, 200);
        engine.checkpoint();
        if (round % 10 == 9) {
          assertClean(engine);
        }
      }
      engine.compact();
      try (ReadView view = engine.view()) {
        assertHolds(view, store, model);
      }
      assertTrue(successes(engine) > 0, () -> "" + engine.backgroundTasks());
      assertEquals(0, failures(engine));
      assertClean(engine);
    }
    try (LightningEngine engine = open(disk, 1);
        ReadView view = engine.view()) {
      assertHolds(view, store, model);
      assertClean(engine);
    }
  }

  @Test
  void viewsKeepTheRunsTheyRead() {
    try (LightningEngine engine = open(SimVfs.memory("views"), 0)) {
      long store = createStore(engine);
      NavigableMap<String, String> model = new TreeMap<>();
      Random random = new Random(2);
      List<ReadView> views = new ArrayList<>();
      List<Map<String, String>> models = new ArrayList<>();
      for (int round = 0; round < 20; round++) {
        change(engine, store, model, random, 300);
        engine.checkpoint();
        views.add(engine.view());
        models.add(new TreeMap<>(model));
        engine.compact();
      }
      for (int i = 0; i < views.size(); i++) {
        assertHolds(views.get(i), store, models.get(i));
      }
      assertClean(engine);
      views.forEach(ReadView::close);
    }
  }

  @Test
  void spaceOfReplacedRunsIsUsedAgain() {
    try (LightningEngine engine = open(SimVfs.memory("space"), 0)) {
      long store = createStore(engine);
      NavigableMap<String, String> model = new TreeMap<>();
      Random random = new Random(3);
      long early = 0;
      long late = 0;
      for (int round = 0; round < 140; round++) {
        change(engine, store, model, random, 300);
        engine.checkpoint();
        engine.compact();
        long bytes = engine.statistics().dataBytes();
        early = round < 70 ? Math.max(early, bytes) : early;
        late = Math.max(late, bytes);
      }
      assertTrue(late < early * 1.5, early + " bytes in 70 rounds, " + late + " in 140");
    }
  }

  @Test
  void fullDiskAbandonsACompactionAndNothingElse() {
    SimVfs disk = SimVfs.memory("full");
    try (LightningEngine engine = open(disk, 0)) {
      long store = createStore(engine);
      NavigableMap<String, String> model = new TreeMap<>();
      Random random = new Random(4);
      for (int round = 0; round < 8; round++) {
        change(engine, store, model, random, 400);
        engine.checkpoint();
      }
      for (long room = 0; room < 60_000; room += 9_000) {
        disk.faults().limitFreeBytes(room);
        StorageException refusal = assertThrows(StorageException.class, engine::compact);
        assertEquals(StorageException.Kind.DISK_FULL, refusal.kind());
        try (ReadView view = engine.view()) {
          assertHolds(view, store, model);
        }
        assertClean(engine);
        disk.faults().unlimitFreeBytes();
      }
      engine.compact();
      change(engine, store, model, random, 10);
      engine.checkpoint();
      try (ReadView view = engine.view()) {
        assertHolds(view, store, model);
      }
      assertClean(engine);
    }
  }

  /** Leaves a closed database whose only store has five runs that nobody has compacted. */
  private static long writeFiveRuns(
      SimVfs disk, NavigableMap<String, String> model, Random random) {
    try (LightningEngine engine = open(disk, 0)) {
      long store = createStore(engine);
      for (int round = 0; round < 5; round++) {
        change(engine, store, model, random, 500);
        engine.checkpoint();
      }
      return store;
    }
  }

  @Test
  void failureIsVisibleAndCompactionStartsAgain() {
    SimVfs disk = SimVfs.memory("again");
    NavigableMap<String, String> model = new TreeMap<>();
    Random random = new Random(5);
    long store = writeFiveRuns(disk, model, random);
    disk.faults().limitFreeBytes(0);
    try (LightningEngine engine = open(disk, 2)) {
      while (failures(engine) < 3) {
        Thread.onSpinWait();
      }
      assertTrue(
          lastError(engine).contains("DISK_FULL") || lastError(engine).contains("space"),
          lastError(engine));
      disk.faults().unlimitFreeBytes();
      long failed = successes(engine);
      while (successes(engine) == failed) {
        Thread.onSpinWait();
      }
      engine.compact();
      try (ReadView view = engine.view()) {
        assertHolds(view, store, model);
      }
      assertClean(engine);
    }
  }

  @Test
  void failedReadsAbandonACompaction() {
    SimVfs disk = SimVfs.memory("unreadable");
    NavigableMap<String, String> model = new TreeMap<>();
    Random random = new Random(6);
    long store = writeFiveRuns(disk, model, random);
    EngineOptions options = options(0);
    MemoryOptions nothingAhead = options.memory().withReadAhead(0);
    try (LightningEngine engine =
        LightningEngine.open(disk, options.with(nothingAhead), EngineServices.system())) {
      for (int call = 1; call < 40; call += 13) {
        disk.faults().failReadingCall(disk.faults().readingCalls() + call);
        StorageException failure = assertThrows(StorageException.class, engine::compact);
        assertEquals(StorageException.Kind.READ_FAILED, failure.kind());
      }
      engine.compact();
      try (ReadView view = engine.view()) {
        assertHolds(view, store, model);
      }
      assertClean(engine);
    }
  }

  @Test
  void storesComeAndGoWhileOthersAreCompacted() throws Exception {
    SimVfs disk = SimVfs.memory("drops");
    try (LightningEngine engine = open(disk, 2)) {
      AtomicBoolean done = new AtomicBoolean();
      FutureTask<Boolean> reader =
          new FutureTask<>(
              () -> {
                while (!done.get()) {
                  assertClean(engine);
                }
                return true;
              });
      Thread thread = new Thread(reader, "checker");
      thread.start();
      Random random = new Random(7);
      for (int round = 0; round < 12; round++) {
        long store = createStore(engine);
        NavigableMap<String, String> model = new TreeMap<>();
        for (int i = 0; i < 8; i++) {
          change(engine, store, model, random, 200);
          engine.checkpoint();
        }
        try (ReadView view = engine.view()) {
          assertHolds(view, store, model);
        }
        try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
          txn.dropStore(store);
          txn.commit(Durability.NONE);
        }
      }
      done.set(true);
      assertTrue(reader.get());
      engine.checkpoint();
      assertClean(engine);
      assertEquals(0, failures(engine), () -> lastError(engine));
    }
  }
}
