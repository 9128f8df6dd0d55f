package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.DiskVfs;
import org.lightningdb.storage.vfs.SimVfs;

/** Writers faster than checkpoints, and writers that somebody interrupts all the time. */
class PressureTest {
  private static final int DELTA_BYTES_MAX = 128 << 10;
  private static final int WAL_BYTES_MAX = 256 << 10;
  private static final EngineOptions OPTIONS =
      EngineOptions.defaults()
          .withWal(64 << 10, WAL_BYTES_MAX)
          .withMemory(1 << 20, DELTA_BYTES_MAX);

  private static long createStore(LightningEngine engine) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      long store = txn.createStore(StoreSpec.btree());
      txn.commit(Durability.GROUP);
      return store;
    }
  }

  private static void put(LightningEngine engine, long store, String key, int length) {
    try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false);
        ReadView view = txn.view()) {
      txn.put(view, store, Slice.utf8(key), new Slice(new byte[length]));
      txn.commit(Durability.NONE);
    }
  }

  @Test
  void deltaAndLogStayWithinTheirBounds() throws Exception {
    try (LightningEngine engine =
        LightningEngine.open(SimVfs.memory("pressure"), OPTIONS, EngineServices.system())) {
      long store = createStore(engine);
      List<FutureTask<Long>> clients = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        int client = i;
        clients.add(start(() -> writeMuch(engine, store, client)));
      }
      for (FutureTask<Long> client : clients) {
        long worst = client.get();
        assertTrue(worst < 3 * DELTA_BYTES_MAX, () -> "the delta grew to " + worst);
      }
      assertTrue(engine.statistics().checkpoints() > 10, () -> "" + engine.statistics());
      assertTrue(engine.statistics().walBytesLive() < 3 * WAL_BYTES_MAX);
      CheckReport report = engine.check();
      assertTrue(report.problems().isEmpty(), report::toString);
    }
  }

  private static long writeMuch(LightningEngine engine, long store, int client) {
    Random random = new Random(client);
    long worst = 0;
    for (int i = 0; i < 6000; i++) {
      put(engine, store, client + "-" + random.nextInt(1000), random.nextInt(1000));
      worst = Math.max(worst, engine.statistics().deltaBytes());
    }
    return worst;
  }

  private static <T> FutureTask<T> start(Callable<T> callable) {
    FutureTask<T> task = new FutureTask<>(callable);
    Thread thread = new Thread(task, "pressure client");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  @Test
  void interruptsHarmNobody(@TempDir Path directory) throws Exception {
    try (DiskVfs disk = DiskVfs.open(directory, true)) {
      int committed;
      long store;
      try (LightningEngine engine = LightningEngine.open(disk, OPTIONS, EngineServices.system())) {
        store = createStore(engine);
        FutureTask<Integer> writer = new FutureTask<>(() -> writeInterrupted(engine, store));
        Thread thread = new Thread(writer, "interrupted");
        thread.start();
        AtomicBoolean finished = new AtomicBoolean();
        FutureTask<Boolean> storm =
            start(
                () -> {
                  while (!finished.get()) {
                    thread.interrupt();
                    Thread.onSpinWait();
                  }
                  return true;
                });
        committed = writer.get();
        finished.set(true);
        assertTrue(storm.get());
        put(engine, store, "after", 1);
      }
      try (LightningEngine engine = LightningEngine.open(disk, OPTIONS, EngineServices.system());
          ReadView view = engine.view()) {
        assertEquals(committed + 1, EngineTest.content(view, store).size());
        CheckReport report = engine.check();
        assertTrue(report.problems().isEmpty(), report::toString);
      }
    }
  }

  /** Returns how many distinct keys were acknowledged; only waits may be ended by an interrupt. */
  private static int writeInterrupted(LightningEngine engine, long store) {
    int committed = 0;
    for (int i = 0; i < 1500; i++) {
      try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false);
          ReadView view = txn.view()) {
        txn.put(view, store, Slice.utf8("key" + i), new Slice(new byte[300]));
        txn.commit(i % 20 == 0 ? Durability.GROUP : Durability.NONE);
        committed++;
      } catch (StorageException e) {
        assertEquals(StorageException.Kind.INTERRUPTED, e.kind());
      }
      if (i % 100 == 0) {
        engine.checkpoint();
      }
    }
    return committed;
  }
}
