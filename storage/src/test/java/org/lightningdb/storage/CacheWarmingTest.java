package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lightningdb.storage.block.ReadCounts;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.maintenance.TaskReport;
import org.lightningdb.storage.maintenance.TaskState;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.MemoryOptions;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.VfsFile;

/** What was hot before the close is in memory soon after the next open, whatever the file says. */
@Timeout(120)
class CacheWarmingTest {
  private static final int ROWS = 6000;
  private static final int HOT_FROM = 3000;
  private static final int HOT_ROWS = 500;

  private final SimVfs disk = SimVfs.memory("warming");
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private long store;

  private LightningEngine open(long warmingBytesPerSecond) {
    EngineServices system = EngineServices.system();
    EngineServices services =
        new EngineServices(
            system.nanoTime(),
            system.wallMillis(),
            system.randomLongs(),
            work -> {
              Thread thread = system.threads().newThread(work);
              threads.add(thread);
              return thread;
            });
    MemoryOptions memory = new MemoryOptions(1 << 20, 32 << 20, 128 << 20);
    return LightningEngine.open(
        disk, EngineOptions.defaults().with(memory.withWarming(warmingBytesPerSecond)), services);
  }

  private LightningEngine openWarm() throws InterruptedException {
    LightningEngine engine = open(1L << 30);
    for (Thread thread : threads) {
      if (thread.getName().equals("lightning-warming")) {
        thread.join();
      }
    }
    return engine;
  }

  private static Slice key(int number) {
    return Slice.utf8("key" + (1_000_000 + number));
  }

  private static Slice value(int number, int version) {
    byte[] bytes = new byte[1000];
    new Random(number * 1000L + version).nextBytes(bytes);
    return new Slice(bytes);
  }

  private void put(LightningEngine engine, int version) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      for (int i = 0; i < ROWS; i++) {
        txn.put(view, store, key(i), value(i, version));
      }
      txn.commit(Durability.NONE);
    }
    engine.checkpoint();
  }

  private void fill(StoreSpec spec) {
    try (LightningEngine engine = open(0)) {
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        store = txn.createStore(spec);
        txn.commit(Durability.NONE);
      }
      put(engine, 0);
      engine.compact();
    }
  }

  private void readHot(LightningEngine engine, int version) {
    try (ReadView view = engine.view()) {
      for (int i = HOT_FROM; i < HOT_FROM + HOT_ROWS; i++) {
        @Nullable Slice found = view.get(store, key(i));
        assertNotNull(found);
        assertEquals(value(i, version), found);
      }
    }
  }

  private static ReadCounts reads(LightningEngine engine) {
    return engine.statistics().reads();
  }

  private static TaskReport report(LightningEngine engine) {
    return engine.backgroundTasks().stream()
        .filter(task -> task.name().equals("warming"))
        .findAny()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void hotBlocksAreBackAfterTheOpen(boolean lsm) throws InterruptedException, IOException {
    fill(lsm ? StoreSpec.lsm() : StoreSpec.btree());
    try (LightningEngine engine = openWarm()) {
      assertEquals(0, reads(engine).aheadBlocks(), "there is no list yet");
      readHot(engine, 0);
      readHot(engine, 0);
    }
    assertTrue(disk.exists("HOT"));
    try (LightningEngine engine = openWarm()) {
      ReadCounts loaded = reads(engine);
      assertTrue(loaded.aheadBlocks() > 10, loaded.toString());
      assertTrue(loaded.calls() * 2 < loaded.blocks(), loaded.toString());
      readHot(engine, 0);
      assertEquals(loaded.blocks(), reads(engine).blocks(), "all of it was in memory");
      assertEquals(1, report(engine).runs());
      assertEquals(TaskState.ENDED, report(engine).state());
    }
  }

  /** The list is of a state long gone, whose space has been written again and again. */
  @Test
  void aStaleListIsHarmless() throws InterruptedException {
    fill(StoreSpec.btree());
    try (LightningEngine engine = openWarm()) {
      readHot(engine, 0);
    }
    try (LightningEngine engine = open(0)) {
      for (int version = 1; version <= 5; version++) {
        put(engine, version);
      }
    }
    try (LightningEngine engine = openWarm()) {
      put(engine, 6);
      readHot(engine, 6);
      assertEquals(List.of(), engine.check().problems());
    }
  }

  @Test
  void aDamagedListIsHarmless() throws InterruptedException, IOException {
    fill(StoreSpec.btree());
    try (LightningEngine engine = openWarm()) {
      readHot(engine, 0);
    }
    disk.flipBit("HOT", 40, 1);
    try (LightningEngine engine = openWarm()) {
      assertEquals(0, reads(engine).aheadBlocks());
      readHot(engine, 0);
    }
    try (VfsFile file = disk.open("HOT")) {
      file.truncate(3);
    }
    try (LightningEngine engine = openWarm()) {
      assertEquals(0, reads(engine).aheadBlocks());
      readHot(engine, 0);
    }
    disk.delete("HOT");
    try (LightningEngine engine = openWarm()) {
      readHot(engine, 0);
    }
    assertTrue(disk.exists("HOT"), "it is made anew");
  }

  @Test
  void theDiskMayBeFullWhenTheListIsSaved() throws InterruptedException, IOException {
    fill(StoreSpec.btree());
    LightningEngine engine = openWarm();
    readHot(engine, 0);
    disk.faults().limitFreeBytes(0);
    engine.close();
    disk.faults().unlimitFreeBytes();
    assertFalse(disk.exists("HOT"));
    try (LightningEngine again = openWarm()) {
      readHot(again, 0);
    }
  }

  @Test
  void aSlowLoadEndsWithTheEngine() throws InterruptedException {
    fill(StoreSpec.btree());
    try (LightningEngine engine = openWarm()) {
      readHot(engine, 0);
    }
    try (LightningEngine engine = open(1)) {
      readHot(engine, 0);
    }
    for (Thread thread : threads) {
      assertFalse(thread.isAlive() && thread.getName().equals("lightning-warming"));
    }
  }
}
