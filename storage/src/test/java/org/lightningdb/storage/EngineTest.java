package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
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
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;

class EngineTest {
  private static final EngineOptions SMALL =
      EngineOptions.defaults().withBlockBytes(512).withWal(4096, 1 << 20);

  private final SimVfs disk = SimVfs.tracked(1);

  private LightningEngine open() {
    return LightningEngine.open(disk, SMALL, EngineServices.system());
  }

  private static Slice s(String text) {
    return Slice.utf8(text);
  }

  private static long createStore(Engine engine) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      long store = txn.createStore(StoreSpec.btree());
      txn.commit(Durability.GROUP);
      return store;
    }
  }

  private static long put(Engine engine, long store, String key, String value) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      txn.put(view, store, s(key), s(value));
      return txn.commit(Durability.GROUP);
    }
  }

  private static void delete(Engine engine, long store, String key) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      txn.delete(view, store, s(key));
      txn.commit(Durability.GROUP);
    }
  }

  static Map<String, String> content(ReadView view, long store) {
    TreeMap<String, String> found = new TreeMap<>();
    try (Cursor cursor = view.cursor(store, ByteRange.all())) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        found.put(text(cursor.key()), text(cursor.value()));
      }
    }
    return found;
  }

  private static String content(Engine engine, long store) {
    try (ReadView view = engine.view()) {
      return content(view, store).toString();
    }
  }

  static String text(Slice slice) {
    return new String(slice.toByteArray(), StandardCharsets.UTF_8);
  }

  private static void assertClean(LightningEngine engine) {
    CheckReport report = engine.check();
    assertTrue(report.problems().isEmpty(), report::toString);
  }

  @Test
  void whatWasCommittedIsThereAfterReopening() {
    long store;
    try (LightningEngine engine = open()) {
      store = createStore(engine);
      put(engine, store, "a", "1");
      put(engine, store, "b", "2");
      delete(engine, store, "a");
      assertEquals("{b=2}", content(engine, store));
    }
    try (LightningEngine engine = open()) {
      assertEquals("{b=2}", content(engine, store));
      assertTrue(createStore(engine) > store, "store ids are not used twice");
      assertClean(engine);
    }
  }

  @Test
  void replayBringsBackWhatNoCheckpointWrote() {
    LightningEngine engine = open();
    long store = createStore(engine);
    engine.checkpoint();
    put(engine, store, "a", "1");
    SimVfs next = disk.killProcess();
    try (LightningEngine reopened = LightningEngine.open(next, SMALL, EngineServices.system())) {
      assertEquals("{a=1}", content(reopened, store));
      assertEquals(0, reopened.statistics().checkpoints());
    }
  }

  @Test
  void viewsKeepTheirMomentAcrossCommitsAndCheckpoints() {
    try (LightningEngine engine = open()) {
      long store = createStore(engine);
      put(engine, store, "a", "1");
      try (ReadView old = engine.view()) {
        put(engine, store, "a", "2");
        engine.checkpoint();
        delete(engine, store, "a");
        engine.checkpoint();
        put(engine, store, "b", "3");
        engine.checkpoint();
        assertEquals("{a=1}", content(old, store).toString());
        assertEquals("{b=3}", content(engine, store));
      }
      assertClean(engine);
    }
  }

  @Test
  void blocksThatAViewReadsAreNotOverwritten() {
    EngineOptions cold = SMALL.withMemory(1, 1 << 20);
    try (LightningEngine engine = LightningEngine.open(disk, cold, EngineServices.system())) {
      long store = createStore(engine);
      put(engine, store, "a", "1");
      engine.checkpoint();
      ReadView old = engine.view();
      put(engine, store, "a", "2");
      engine.checkpoint();
      for (int i = 0; i < 5; i++) {
        put(engine, store, "b" + i, "x".repeat(5000));
        engine.checkpoint();
      }
      assertEquals("{a=1}", content(old, store).toString());
      old.close();
      assertClean(engine);
    }
  }

  @Test
  void spaceOfOldRootsIsUsedAgainOnceNobodyReadsThem() {
    try (LightningEngine engine = open()) {
      long store = createStore(engine);
      for (int round = 0; round < 100; round++) {
        for (int i = 0; i < 20; i++) {
          put(engine, store, "key" + i, "value of round " + round);
        }
        engine.checkpoint();
      }
      assertTrue(engine.statistics().dataBytes() < 30 * 4096, () -> engine.statistics().toString());
      assertClean(engine);
    }
  }

  @Test
  void aDroppedStoreIsGoneButOldViewsStillReadIt() {
    try (LightningEngine engine = open()) {
      long store = createStore(engine);
      put(engine, store, "a", "1");
      engine.checkpoint();
      try (ReadView old = engine.view();
          Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        txn.dropStore(store);
        txn.commit(Durability.GROUP);
        engine.checkpoint();
        assertEquals("{a=1}", content(old, store).toString());
        StorageException refused =
            assertThrows(StorageException.class, () -> content(engine, store));
        assertSame(Kind.INVALID_REQUEST, refused.kind());
      }
      assertClean(engine);
    }
    try (LightningEngine engine = open()) {
      assertThrows(StorageException.class, () -> content(engine, 1));
      assertClean(engine);
    }
  }

  @Test
  void writersToADroppedStoreConflict() {
    try (LightningEngine engine = open()) {
      long store = createStore(engine);
      try (Txn writer = engine.begin(Isolation.READ_COMMITTED, false);
          ReadView view = writer.view()) {
        writer.put(view, store, s("a"), s("1"));
        try (Txn dropper = engine.begin(Isolation.SNAPSHOT, false)) {
          dropper.dropStore(store);
          dropper.commit(Durability.GROUP);
        }
        StorageException refused =
            assertThrows(StorageException.class, () -> writer.commit(Durability.GROUP));
        assertSame(Kind.CONFLICT, refused.kind());
      }
    }
  }

  @Test
  void ownWritesAreSeenByLaterViewsOnly() {
    try (LightningEngine engine = open()) {
      long store = createStore(engine);
      put(engine, store, "a", "1");
      try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false);
          ReadView statement = txn.view()) {
        try (Cursor cursor = statement.cursor(store, ByteRange.all())) {
          int rows = 0;
          for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
            rows++;
            txn.put(statement, store, s(text(cursor.key()) + "x"), s("new"));
          }
          assertEquals(1, rows, "a statement must not meet its own output");
        }
        try (ReadView next = txn.view()) {
          assertEquals("{a=1, ax=new}", content(next, store).toString());
        }
        assertEquals("{a=1}", content(engine, store));
      }
      assertEquals("{a=1}", content(engine, store), "closing rolls back");
    }
  }

  @Test
  void savepointsUndoLaterWrites() {
    try (LightningEngine engine = open()) {
      long store = createStore(engine);
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        txn.put(view, store, s("a"), s("1"));
        int savepoint = txn.savepoint();
        txn.put(view, store, s("a"), s("2"));
        txn.put(view, store, s("b"), s("2"));
        txn.rollbackTo(savepoint);
        assertEquals("1", text(present(txn.getLatest(store, s("a")))));
        assertNull(txn.getLatest(store, s("b")));
        txn.commit(Durability.GROUP);
      }
      assertEquals("{a=1}", content(engine, store));
    }
  }

  private static Slice present(@Nullable Slice slice) {
    assertNotNull(slice);
    return slice == null ? new Slice() : slice;
  }

  @Test
  void asynchronousCommitsBecomeVisibleInOrder() {
    try (LightningEngine engine = open()) {
      long store = createStore(engine);
      List<CompletableFuture<Long>> futures = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
            ReadView view = txn.view()) {
          txn.put(view, store, s("k" + i), s("v"));
          futures.add(txn.commitAsync(i % 2 == 0 ? Durability.GROUP : Durability.NONE));
        }
      }
      long last = 0;
      for (CompletableFuture<Long> future : futures) {
        long timestamp = future.join();
        assertTrue(timestamp > last);
        last = timestamp;
      }
      try (ReadView view = engine.view()) {
        assertEquals(50, content(view, store).size());
        assertEquals(last, view.timestamp());
      }
    }
  }

  @Test
  void aDatabaseIsOpenedOnce() {
    try (LightningEngine engine = open()) {
      createStore(engine);
      StorageException refused = assertThrows(StorageException.class, this::open);
      assertSame(Kind.IN_USE, refused.kind());
    }
    open().close();
  }

  @Test
  void anEmptyPlaceIsNotADatabaseUnlessAllowed() {
    StorageException refused =
        assertThrows(
            StorageException.class,
            () ->
                LightningEngine.open(
                    disk, SMALL.withCreateIfMissing(false), EngineServices.system()));
    assertSame(Kind.INVALID_REQUEST, refused.kind());
  }

  @Test
  void afterTheEndEveryCallIsRefused() {
    LightningEngine engine = open();
    long store = createStore(engine);
    Txn txn = engine.begin(Isolation.SNAPSHOT, false);
    ReadView view = txn.view();
    txn.put(view, store, s("a"), s("1"));
    engine.close();
    engine.close();
    assertSame(
        Kind.CLOSED,
        assertThrows(StorageException.class, () -> txn.commit(Durability.GROUP)).kind());
    assertSame(Kind.CLOSED, assertThrows(StorageException.class, engine::view).kind());
    txn.close();
    assertSame(Kind.CLOSED, assertThrows(StorageException.class, txn::rollback).kind());
    view.close();
    assertSame(
        Kind.CLOSED, assertThrows(StorageException.class, () -> view.get(store, s("a"))).kind());
  }

  @Test
  void limitsAreCheckedBeforeAnythingIsBuffered() {
    try (LightningEngine engine = open()) {
      long store = createStore(engine);
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        Slice longKey = new Slice(new byte[Txn.KEY_BYTES_MAX + 1]);
        assertSame(
            Kind.LIMIT,
            assertThrows(StorageException.class, () -> txn.put(view, store, longKey, s("v")))
                .kind());
        txn.put(view, store, new Slice(new byte[Txn.KEY_BYTES_MAX]), s("longest"));
        txn.put(view, store, s("k"), new Slice(new byte[3 << 20]));
        txn.commit(Durability.GROUP);
      }
      engine.checkpoint();
      try (ReadView view = engine.view()) {
        assertEquals(2, content(view, store).size());
      }
      assertClean(engine);
    }
  }

  @Test
  void theCheckerFindsADamagedBlock() throws IOException {
    try (LightningEngine engine = open()) {
      long store = createStore(engine);
      for (int i = 0; i < 50; i++) {
        put(engine, store, "key" + i, "value " + i);
      }
    }
    CheckReport clean = EngineChecker.check(disk, EngineServices.system());
    assertEquals(List.of(), clean.problems());
    assertEquals(50, clean.entries());
    assertTrue(clean.blocks() >= 3, clean::toString);
    disk.flipBit("DATA-00000001", 4096 + 100, 3);
    CheckReport damaged = EngineChecker.check(disk, EngineServices.system());
    assertEquals(1, damaged.problems().size(), damaged::toString);
    assertTrue(damaged.problems().get(0).contains("DATA-00000001"), damaged::toString);
  }

  @Test
  void estimatesFollowWhatIsThere() {
    try (LightningEngine engine = open()) {
      long store = createStore(engine);
      for (int i = 100; i < 300; i++) {
        put(engine, store, "key" + i, "value");
        if (i == 199) {
          engine.checkpoint();
        }
      }
      try (ReadView view = engine.view()) {
        assertEquals(200, view.estimate(store, ByteRange.all()).entries());
        long few = view.estimate(store, ByteRange.prefix(s("key25"))).entries();
        assertTrue(few >= 10 && few <= 30, () -> few + " instead of 10");
        assertEquals(0, view.estimate(store, ByteRange.prefix(s("x"))).entries());
      }
    }
  }

  @Test
  void theSpaceOfADroppedStoreGoesBackToTheFileSystem() {
    try (LightningEngine engine = open()) {
      long store = createStore(engine);
      for (int i = 0; i < 100; i++) {
        put(engine, store, "key" + i, "x".repeat(5000) + i);
      }
      engine.checkpoint();
      long full = engine.statistics().dataBytes();
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        txn.dropStore(store);
        txn.commit(Durability.GROUP);
      }
      engine.checkpoint();
      createStore(engine);
      engine.checkpoint();
      assertTrue(
          engine.statistics().dataBytes() < full / 4,
          () -> full + " bytes became " + engine.statistics().dataBytes());
      assertClean(engine);
    }
    try (LightningEngine engine = open()) {
      assertClean(engine);
    }
  }
}
