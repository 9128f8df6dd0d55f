package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lightningdb.storage.backup.BackupOptions;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.DiskVfs;
import org.lightningdb.storage.vfs.SimVfs;

/**
 * A client that is interrupted all the time, in every public call, on a real directory: calls end
 * well or say that they were interrupted, and nobody else notices.
 */
class InterruptStormTest {
  private static final EngineOptions OPTIONS =
      EngineOptions.defaults()
          .withWal(16 << 10, 64 << 10)
          .withBlockBytes(1024)
          .withMemory(64 << 10, 32 << 10);
  private static final int ROUNDS = 400;

  private final Map<String, String> committed = new TreeMap<>();
  private long store;
  private long interrupted;

  @Test
  void everyCallMayBeInterrupted(@TempDir Path directory) throws Exception {
    try (DiskVfs disk = DiskVfs.open(directory, true)) {
      try (LightningEngine engine = LightningEngine.open(disk, OPTIONS, EngineServices.system())) {
        try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
          store = txn.createStore(StoreSpec.btree());
          txn.commit(Durability.GROUP);
        }
        storm(() -> useAll(engine));
        verify(engine);
      }
      try (LightningEngine engine = LightningEngine.open(disk, OPTIONS, EngineServices.system())) {
        verify(engine);
      }
    }
    assertTrue(committed.size() > ROUNDS / 2, "only " + committed.size() + " commits");
  }

  /** Runs {@code client} in a thread that another one interrupts without end. */
  private static void storm(Runnable client) throws Exception {
    FutureTask<Boolean> task = new FutureTask<>(client, true);
    Thread victim = new Thread(task, "interrupted client");
    AtomicBoolean finished = new AtomicBoolean();
    Thread storm =
        new Thread(
            () -> {
              while (!finished.get()) {
                victim.interrupt();
                Thread.onSpinWait();
              }
            },
            "storm");
    victim.start();
    storm.start();
    try {
      assertTrue(task.get());
    } finally {
      finished.set(true);
      storm.join();
    }
  }

  private void useAll(LightningEngine engine) {
    for (int round = 0; round < ROUNDS; round++) {
      int number = round;
      attempt(() -> write(engine, number));
      attempt(() -> read(engine));
      if (round % 40 == 0) {
        attempt(engine::checkpoint);
        attempt(() -> engine.scrub(0));
        attempt(engine::check);
        attempt(() -> backup(engine));
        attempt(engine::statistics);
        attempt(engine::backgroundTasks);
      }
    }
  }

  private void attempt(Runnable call) {
    try {
      call.run();
    } catch (StorageException e) {
      assertSame(Kind.INTERRUPTED, e.kind(), e::toString);
      interrupted++;
    }
  }

  private void write(LightningEngine engine, int number) {
    String key = "key" + number % 300;
    String value = "value " + number + "x".repeat(number % 100);
    try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false);
        ReadView view = txn.view()) {
      txn.lock(store, Slice.utf8(key));
      txn.put(view, store, Slice.utf8(key), Slice.utf8(value));
      int savepoint = txn.savepoint();
      txn.delete(view, store, Slice.utf8(key));
      txn.rollbackTo(savepoint);
      if (number % 3 == 0) {
        CompletableFuture<Long> done = txn.commitAsync(Durability.GROUP);
        assertTrue(done.join() > 0);
      } else {
        assertTrue(txn.commit(number % 3 == 1 ? Durability.NONE : Durability.GROUP) > 0);
      }
    }
    committed.put(key, value);
  }

  private void read(LightningEngine engine) {
    try (ReadView view = engine.view()) {
      assertEquals(committed, EngineTest.content(view, store));
      assertTrue(view.estimate(store, ByteRange.all()).entries() >= 0);
    }
  }

  private static void backup(LightningEngine engine) {
    try {
      engine.backup(SimVfs.memory("backup"), List.of(), BackupOptions.defaults());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void verify(LightningEngine engine) {
    read(engine);
    CheckReport report = engine.check();
    assertTrue(report.problems().isEmpty(), () -> interrupted + " interrupts: " + report);
  }
}
