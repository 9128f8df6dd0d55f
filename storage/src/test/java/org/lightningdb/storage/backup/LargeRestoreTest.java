package org.lightningdb.storage.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.restore.Restore;
import org.lightningdb.storage.restore.RestorePoint;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.TransactionOptions;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimCrashException;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;

/** The archive of the log leads past transactions that are larger than memory. */
class LargeRestoreTest {
  private static final EngineOptions OPTIONS =
      EngineOptions.defaults()
          .withBlockBytes(512)
          .withWal(8192, 1 << 20)
          .with(new TransactionOptions(5_000, 2_000));
  private static final BackupOptions BACKUP = BackupOptions.defaults();
  private static final int VALUE_BYTES_LARGE = 100_000;

  /** {@code store/key} to value, null for a deletion, of each commit. */
  private final ConcurrentSkipListMap<Long, Map<String, @Nullable String>> commits =
      new ConcurrentSkipListMap<>();

  private static LightningEngine open(Vfs disk, @Nullable Vfs archive) {
    EngineServices services = EngineServices.system();
    return LightningEngine.open(
        disk,
        OPTIONS,
        archive == null ? services : services.withArchive(new DirectoryArchive(archive)));
  }

  private long createStore(LightningEngine engine, StoreSpec spec) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      long store = txn.createStore(spec);
      commits.put(txn.commit(Durability.GROUP), Map.of());
      return store;
    }
  }

  /** Commits {@code writes} changes of keys that only {@code name} writes. */
  private void commit(LightningEngine engine, long[] stores, String name, long seed, int writes) {
    Random random = new Random(seed);
    Map<String, @Nullable String> changes = new TreeMap<>();
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      for (int part = 0; part < 3; part++) {
        write(txn, view, stores, name, random, writes / 3, changes);
        int savepoint = txn.savepoint();
        write(txn, view, stores, name, random, writes / 6, new TreeMap<>());
        txn.rollbackTo(savepoint);
      }
      commits.put(txn.commit(Durability.GROUP), changes);
    }
  }

  private static void write(
      Txn txn,
      ReadView view,
      long[] stores,
      String name,
      Random random,
      int count,
      Map<String, @Nullable String> changes) {
    for (int i = 0; i < count; i++) {
      long store = stores[random.nextInt(stores.length)];
      String key = name + random.nextInt(300);
      String value = "v" + random.nextInt(1000) + "x".repeat(random.nextInt(100));
      if (random.nextInt(5) == 0) {
        txn.delete(view, store, Slice.utf8(key));
        changes.put(store + "/" + key, null);
        continue;
      }
      if (random.nextInt(150) == 0) {
        value += "y".repeat(VALUE_BYTES_LARGE);
        stream(txn, view, store, key, value);
      } else {
        txn.put(view, store, Slice.utf8(key), Slice.utf8(value));
      }
      changes.put(store + "/" + key, value);
    }
  }

  private static void stream(Txn txn, ReadView view, long store, String key, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    try {
      txn.putStream(view, store, Slice.utf8(key), new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What must be there after commit {@code timestamp}. */
  private Map<String, String> at(long timestamp) {
    Map<String, String> content = new TreeMap<>();
    for (Map<String, @Nullable String> changes : commits.headMap(timestamp, true).values()) {
      changes.forEach(
          (key, value) -> {
            if (value == null) {
              content.remove(key);
            } else {
              content.put(key, value);
            }
          });
    }
    return content;
  }

  private static Map<String, String> read(LightningEngine engine, long[] stores) {
    Map<String, String> found = new TreeMap<>();
    try (ReadView view = engine.view()) {
      for (long store : stores) {
        try (Cursor cursor = view.cursor(store, ByteRange.all())) {
          for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
            found.put(store + "/" + text(cursor.key()), text(cursor.value()));
          }
        } catch (StorageException e) {
          assertEquals(StorageException.Kind.INVALID_REQUEST, e.kind(), "not created yet: " + e);
        }
      }
    }
    assertEquals(List.of(), engine.check().problems());
    return found;
  }

  private static String text(Slice slice) {
    return new String(slice.toByteArray(), StandardCharsets.UTF_8);
  }

  private void assertRestores(SimVfs full, SimVfs archive, RestorePoint point, long[] stores)
      throws IOException {
    SimVfs target = SimVfs.memory("target");
    long reached =
        new Restore(EngineServices.system(), 0)
            .run(List.of(full), archive, point, target)
            .timestamp();
    try (LightningEngine restored = open(target, null)) {
      assertEquals(at(reached), read(restored, stores), "commit " + reached);
      try (Txn txn = restored.begin(Isolation.SNAPSHOT, false)) {
        assertTrue(txn.createStore(StoreSpec.btree()) > stores[0], "the ids go on");
        txn.commit(Durability.GROUP);
      }
    }
  }

  @Test
  void restoreLeadsAcrossLargeTransactionsOfSeveralThreads() throws Exception {
    SimVfs archive = SimVfs.memory("archive");
    SimVfs full = SimVfs.memory("full");
    SimVfs later = SimVfs.memory("later");
    long[] stores = new long[3];
    long before;
    long last;
    try (LightningEngine engine = open(SimVfs.memory("source"), archive)) {
      stores[0] = createStore(engine, StoreSpec.btree());
      stores[1] = createStore(engine, StoreSpec.lsm());
      commit(engine, new long[] {stores[0], stores[1]}, "m", 1, 30);
      before = engine.backup(full, List.of(), BACKUP).timestamp();
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        stores[2] = txn.createStore(StoreSpec.btree());
        Map<String, @Nullable String> changes = new TreeMap<>();
        write(txn, view, stores, "c", new Random(2), 600, changes);
        commits.put(txn.commit(Durability.GROUP), changes);
      }
      List<FutureTask<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        String name = "thread" + i + "-";
        FutureTask<Void> task =
            new FutureTask<>(
                () -> {
                  for (int round = 0; round < 4; round++) {
                    commit(engine, stores, name, round, round % 2 == 0 ? 900 : 6);
                  }
                },
                null);
        tasks.add(task);
        new Thread(task, name).start();
      }
      engine.backup(later, List.of(), BACKUP);
      for (FutureTask<Void> task : tasks) {
        task.get();
      }
      last = commits.lastKey();
      for (int i = 0; i < 60; i++) {
        commit(engine, stores, "m", i, 30);
      }
      assertEquals(at(Long.MAX_VALUE), read(engine, stores));
      engine.checkpoint();
    }
    for (long commit = before; commit <= last; commit++) {
      if (commit < before + 2 || commit % 3 == 0 || commit == last) {
        assertRestores(full, archive, RestorePoint.atCommit(commit), stores);
      }
    }
    assertRestores(full, archive, RestorePoint.newest(), stores);
    assertRestores(later, archive, RestorePoint.newest(), stores);
  }

  /** Chunks that no commit names are passed over by recovery and by restore. */
  @Test
  void crashesAmongTheChunksLeaveNothingBehind() throws IOException {
    int crashes = 0;
    for (int seed = 1; seed <= 12; seed++) {
      commits.clear();
      SimVfs archive = SimVfs.memory("archive");
      SimVfs full = SimVfs.memory("full");
      SimVfs disk = SimVfs.tracked(seed);
      long[] stores = new long[1];
      LightningEngine engine = open(disk, archive);
      stores[0] = createStore(engine, StoreSpec.btree());
      engine.backup(full, List.of(), BACKUP);
      commit(engine, stores, "a", seed, 600);
      disk.faults().crashAfter(40L * seed);
      boolean unsure = false;
      try {
        commit(engine, stores, "b", seed, 600);
        commit(engine, stores, "c", seed, 600);
        engine.checkpoint();
      } catch (StorageException | SimCrashException e) {
        crashes++;
        unsure = true;
      }
      SimVfs after = disk.crash(seed);
      closeCrashed(engine);
      try (LightningEngine again = open(after, archive)) {
        Map<String, String> found = read(again, stores);
        long visible = again.statistics().visibleTimestamp();
        assertTrue(visible >= commits.lastKey(), "an acknowledged commit is lost, seed " + seed);
        if (!at(visible).equals(found)) {
          assertTrue(unsure, "seed " + seed);
          continue; // The one that was not acknowledged is there.
        }
        commit(again, stores, "d", seed, 600);
        for (int i = 0; i < 20; i++) {
          commit(again, stores, "e", i, 30);
        }
      }
      assertRestores(full, archive, RestorePoint.newest(), stores);
    }
    assertTrue(crashes > 4, crashes + " crashes");
  }

  private static void closeCrashed(LightningEngine engine) {
    try {
      engine.close();
    } catch (StorageException | SimCrashException e) {
      assertTrue(e.getMessage() != null, "it crashed");
    }
  }
}
