package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vfs.SimVfs;

/** Views of the past, through checkpoints, closing and opening, power losses and retention. */
class PastTest {
  private static final RowShape ANY_SHAPE =
      new RowShape(List.of(new ShapeColumn(ColumnKind.BYTES, 0)));

  @Test
  void everyViewShowsWhatWasCommittedThen() {
    int views = 0;
    int refused = 0;
    for (long seed = 1; seed <= 12; seed++) {
      PastWorkload workload =
          new PastWorkload(
              seed,
              StoreSpec.btree(),
              StoreSpec.lsm(),
              StoreSpec.btree().withHistoryMillis(1000),
              StoreSpec.btree().withHistoryMillis(Long.MAX_VALUE),
              StoreSpec.btree().withShape(ANY_SHAPE).withHistoryMillis(1000),
              StoreSpec.btree().withShape(ANY_SHAPE).withHistoryMillis(Long.MAX_VALUE));
      views += workload.run(120);
      refused += workload.refused();
    }
    assertTrue(views > 10_000, views + " views, " + refused + " refused");
    assertTrue(refused > 500, views + " views, " + refused + " refused");
  }

  @Test
  void aCommitThatIsStillToComeIsRefused() {
    try (LightningEngine engine =
        LightningEngine.open(
            SimVfs.memory("future"), EngineOptions.defaults(), EngineServices.system())) {
      assertEquals(
          Kind.INVALID_REQUEST,
          assertThrows(StorageException.class, () -> engine.viewAt(1)).kind());
      assertEquals(
          Kind.INVALID_REQUEST,
          assertThrows(StorageException.class, () -> engine.viewAt(-1)).kind());
      try (ReadView view = engine.viewAt(0)) {
        assertEquals(0, view.timestamp());
      }
    }
  }

  @Test
  void aForgottenPastIsRefusedButAnOpenViewOfItGoesOn() {
    try (LightningEngine engine =
        LightningEngine.open(
            SimVfs.memory("gone"), EngineOptions.defaults(), EngineServices.system())) {
      long store;
      long first;
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        store = txn.createStore(StoreSpec.btree());
        txn.put(view, store, Slice.utf8("k"), Slice.utf8("old"));
        first = txn.commit(Durability.GROUP);
      }
      engine.checkpoint();
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        txn.put(view, store, Slice.utf8("k"), Slice.utf8("new"));
        txn.commit(Durability.GROUP);
      }
      try (ReadView open = engine.viewAt(first)) {
        engine.checkpoint();
        assertEquals("old", text(open.get(store, Slice.utf8("k"))));
        try (ReadView late = engine.viewAt(first)) {
          StorageException gone =
              assertThrows(StorageException.class, () -> late.get(store, Slice.utf8("k")));
          assertEquals(Kind.HISTORY_GONE, gone.kind());
        }
      }
    }
  }

  @Test
  void whatRetentionNoLongerCoversIsGivenBack() {
    AtomicLong wallMillis = new AtomicLong(1_700_000_000_000L);
    EngineServices system = EngineServices.system();
    EngineServices services =
        new EngineServices(system.nanoTime(), wallMillis::get, () -> 42, system.threads());
    EngineOptions options = EngineOptions.defaults().withBlockBytes(1024);
    try (LightningEngine engine = LightningEngine.open(SimVfs.memory("trim"), options, services)) {
      long store = createStore(engine, StoreSpec.btree().withHistoryMillis(60_000));
      overwrite(engine, store, "first", 4000);
      long before = engine.timestampAt(Long.MAX_VALUE);
      overwrite(engine, store, "second", 4000);
      engine.checkpoint();
      long blocksWithHistory = engine.check().blocks();
      wallMillis.addAndGet(30_000);
      engine.trimHistory();
      assertEquals(blocksWithHistory, engine.check().blocks());
      try (ReadView view = engine.viewAt(before)) {
        assertEquals("first", text(view.get(store, Slice.utf8("key 17"))));
      }
      wallMillis.addAndGet(31_000);
      engine.trimHistory();
      CheckReport report = engine.check();
      assertTrue(report.problems().isEmpty(), report::toString);
      assertTrue(report.blocks() < blocksWithHistory * 2 / 3, report::toString);
      try (ReadView view = engine.viewAt(before)) {
        StorageException gone =
            assertThrows(StorageException.class, () -> view.get(store, Slice.utf8("key 17")));
        assertEquals(Kind.HISTORY_GONE, gone.kind());
      }
      try (ReadView view = engine.view()) {
        assertEquals("second", text(view.get(store, Slice.utf8("key 17"))));
      }
    }
  }

  private static long createStore(LightningEngine engine, StoreSpec spec) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      long store = txn.createStore(spec);
      txn.commit(Durability.GROUP);
      return store;
    }
  }

  private static void overwrite(LightningEngine engine, long store, String value, int keys) {
    for (int first = 0; first < keys; first += 1000) {
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        for (int key = first; key < first + 1000; key++) {
          txn.put(view, store, Slice.utf8("key " + key), Slice.utf8(value));
        }
        txn.commit(Durability.GROUP);
      }
    }
  }

  private static String text(@Nullable Slice slice) {
    return slice == null ? "nothing" : EngineTest.text(slice);
  }
}
