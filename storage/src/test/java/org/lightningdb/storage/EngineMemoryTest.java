package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.memory.MemoryPool;
import org.lightningdb.storage.memory.Reservation;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;

/** One budget, shared by commits, cached blocks and reservations of queries. */
class EngineMemoryTest {
  private static final long BUDGET = 16 << 20;

  private final Random random = new Random(1);
  private final LightningEngine engine =
      LightningEngine.open(
          SimVfs.memory("memory"),
          EngineOptions.defaults().withMemoryBudget(BUDGET),
          EngineServices.system());
  private long store;

  @BeforeEach
  void createStore() {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      store = txn.createStore(StoreSpec.btree());
      txn.commit(Durability.NONE);
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private void put(int megabytes) {
    byte[] value = new byte[1000];
    for (int i = 0; i < megabytes * 10; i++) {
      try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false);
          ReadView view = txn.view()) {
        for (int row = 0; row < 100; row++) {
          random.nextBytes(value);
          txn.put(view, store, Slice.utf8("k" + random.nextLong()), new Slice(value));
        }
        txn.commit(Durability.NONE);
      }
    }
  }

  private void readAll() {
    try (ReadView view = engine.view()) {
      assertTrue(!EngineTest.content(view, store).isEmpty());
    }
  }

  @Test
  void cachedBlocksGiveWayToQueries() {
    put(12);
    engine.checkpoint();
    readAll();
    MemoryPool pool = engine.memory();
    long cached = engine.cachedBytes();
    assertTrue(cached > 4 << 20, "cached " + cached);
    long room = pool.availableBytes();
    try (Reservation sort = pool.reserve("sort", room)) {
      assertEquals(room, sort.bytes());
      assertTrue(engine.cachedBytes() <= pool.statistics().cacheBytesMax());
      assertTrue(engine.cachedBytes() < cached);
      readAll();
      assertTrue(engine.cachedBytes() <= pool.statistics().cacheBytesMax());
      StorageException refusal =
          assertThrows(StorageException.class, () -> pool.reserve("hash join", 4 << 20));
      assertSame(Kind.OUT_OF_MEMORY, refusal.kind());
    }
    readAll();
    assertTrue(pool.availableBytes() >= room, "everything was given back");
    assertTrue(pool.statistics().cacheBytesMax() > 5 << 20);
    assertTrue(engine.cachedBytes() > 5 << 20, "the cache grows again");
  }

  @Test
  void aReservationStartsACheckpointThatMakesRoom() {
    MemoryPool pool = engine.memory();
    put(3);
    long waiting = engine.statistics().deltaBytes();
    assertTrue(waiting > 2 << 20, "delta " + waiting);
    long checkpoints = engine.statistics().checkpoints();
    try (Reservation sort = pool.reserve("sort", pool.availableBytes() + waiting / 2)) {
      assertTrue(engine.statistics().checkpoints() > checkpoints, "for " + sort.bytes());
      assertTrue(engine.statistics().deltaBytes() < waiting);
    }
  }

  @Test
  void reservationsMakeTheDeltaSmallerButNeverStopIt() {
    MemoryPool pool = engine.memory();
    try (Reservation sort = pool.reserve("sort", pool.availableBytes())) {
      put(6);
      assertTrue(engine.statistics().checkpoints() > 0, "while reserved " + sort.bytes());
      assertTrue(engine.statistics().deltaBytes() < 4 << 20);
    }
    readAll();
  }
}
