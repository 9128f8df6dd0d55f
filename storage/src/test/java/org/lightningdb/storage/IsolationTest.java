package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
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

/** The anomalies by name, at every level. */
class IsolationTest {
  private final LightningEngine engine =
      LightningEngine.open(
          SimVfs.memory("isolation"),
          EngineOptions.defaults().withLockTimeoutMillis(200).withMemory(1 << 20, 1 << 20),
          EngineServices.system());
  private long store;

  @BeforeEach
  void fill() {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      store = txn.createStore(StoreSpec.btree());
      txn.commit(Durability.GROUP);
    }
    set("x", "0");
    set("y", "0");
  }

  @AfterEach
  void close() {
    CheckReport report = engine.check();
    assertTrue(report.problems().isEmpty(), report::toString);
    engine.close();
  }

  private static Slice s(String text) {
    return Slice.utf8(text);
  }

  private void set(String key, String value) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      txn.put(view, store, s(key), s(value));
      txn.commit(Durability.GROUP);
    }
  }

  private void remove(String key) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      txn.delete(view, store, s(key));
      txn.commit(Durability.GROUP);
    }
  }

  private @Nullable String get(ReadView view, String key) {
    Slice value = view.get(store, s(key));
    return value == null ? null : EngineTest.text(value);
  }

  private int count(ReadView view, ByteRange range) {
    int count = 0;
    try (Cursor cursor = view.cursor(store, range)) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        count++;
      }
    }
    return count;
  }

  private static void assertKind(Kind expected, Runnable action) {
    assertSame(expected, assertThrows(StorageException.class, action::run).kind());
  }

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void dirtyReadsNeverHappen(Isolation isolation) {
    try (Txn writer = engine.begin(isolation, false);
        ReadView own = writer.view()) {
      writer.put(own, store, s("x"), s("1"));
      try (Txn reader = engine.begin(isolation, true);
          ReadView view = reader.view()) {
        assertEquals("0", get(view, "x"));
      }
    }
  }

  @Test
  void aReadIsRepeatableAboveReadCommitted() {
    try (Txn committed = engine.begin(Isolation.READ_COMMITTED, true);
        Txn snapshot = engine.begin(Isolation.SNAPSHOT, true)) {
      set("x", "1");
      try (ReadView fresh = committed.view();
          ReadView steady = snapshot.view()) {
        assertEquals("1", get(fresh, "x"));
        assertEquals("0", get(steady, "x"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void updatesAreNotLost(Isolation isolation) {
    try (Txn first = engine.begin(isolation, false);
        Txn second = engine.begin(isolation, false);
        ReadView firstView = first.view();
        ReadView secondView = second.view()) {
      first.put(firstView, store, s("x"), s(get(firstView, "x") + "a"));
      first.commit(Durability.GROUP);
      assertKind(
          Kind.CONFLICT,
          () -> second.put(secondView, store, s("x"), s(get(secondView, "x") + "b")));
    }
    try (ReadView view = engine.view()) {
      assertEquals("0a", get(view, "x"));
    }
  }

  @Test
  void readCommittedTriesAgainWithANewView() {
    try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false)) {
      try (ReadView stale = txn.view()) {
        set("x", "1");
        assertKind(Kind.CONFLICT, () -> txn.put(stale, store, s("x"), s("2")));
      }
      try (ReadView fresh = txn.view()) {
        txn.put(fresh, store, s("x"), s(get(fresh, "x") + "2"));
      }
      txn.commit(Durability.GROUP);
    }
    try (ReadView view = engine.view()) {
      assertEquals("12", get(view, "x"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDeletionIsAConflictEvenAfterCheckpoints(boolean checkpoint) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      remove("x");
      if (checkpoint) {
        engine.checkpoint();
        set("y", "1");
        engine.checkpoint();
      }
      assertKind(Kind.CONFLICT, () -> txn.put(view, store, s("x"), s("2")));
      txn.put(view, store, s("z"), s("2"));
      txn.commit(Durability.GROUP);
    }
    try (ReadView view = engine.view()) {
      assertNull(get(view, "x"));
      assertEquals("2", get(view, "z"));
    }
  }

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void snapshotsOlderThanAllDeltasStillFindConflicts(Isolation isolation) {
    try (Txn txn = engine.begin(isolation, false);
        ReadView view = txn.view()) {
      remove("x");
      set("w", "1");
      for (int i = 0; i < 24; i++) {
        set("filler", "-".repeat(1 << 20));
        engine.checkpoint();
      }
      assertKind(Kind.CONFLICT, () -> txn.put(view, store, s("x"), s("2")));
      assertKind(Kind.CONFLICT, () -> txn.put(view, store, s("w"), s("2")));
      txn.put(view, store, s("y"), s("2"));
      if (isolation == Isolation.READ_COMMITTED) {
        txn.put(view, store, s("v"), s("2"));
        txn.commit(Durability.GROUP);
      } else {
        assertKind(Kind.CONFLICT, () -> txn.put(view, store, s("v"), s("2")));
      }
    }
  }

  @Test
  void writeSkewHappensUnderSnapshot() {
    try (Txn first = engine.begin(Isolation.SNAPSHOT, false);
        Txn second = engine.begin(Isolation.SNAPSHOT, false)) {
      readOneWriteOther(first, "x", "y");
      readOneWriteOther(second, "y", "x");
      first.commit(Durability.GROUP);
      second.commit(Durability.GROUP);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void writeSkewDoesNotHappenWhenSerializable(boolean checkpoint) {
    try (Txn first = engine.begin(Isolation.SERIALIZABLE, false);
        Txn second = engine.begin(Isolation.SERIALIZABLE, false)) {
      readOneWriteOther(first, "x", "y");
      readOneWriteOther(second, "y", "x");
      first.commit(Durability.GROUP);
      if (checkpoint) {
        engine.checkpoint();
      }
      assertKind(Kind.CONFLICT, () -> second.commit(Durability.GROUP));
      second.rollback();
    }
    try (ReadView view = engine.view()) {
      assertEquals("0", get(view, "x"));
      assertEquals("0!", get(view, "y"));
    }
  }

  private void readOneWriteOther(Txn txn, String read, String written) {
    try (ReadView view = txn.view()) {
      txn.put(view, store, s(written), s(get(view, read) + "!"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"insert", "delete"})
  void phantomsDoNotHappenWhenSerializable(String change) {
    try (Txn txn = engine.begin(Isolation.SERIALIZABLE, false)) {
      try (ReadView view = txn.view()) {
        int count = count(view, new ByteRange(s("w"), s("z")));
        txn.put(view, store, s("count"), s(String.valueOf(count)));
      }
      if (change.equals("insert")) {
        set("yy", "1");
      } else {
        remove("y");
      }
      assertKind(Kind.CONFLICT, () -> txn.commit(Durability.GROUP));
    }
  }

  @Test
  void whatWasNotReadIsNoConflict() {
    try (Txn txn = engine.begin(Isolation.SERIALIZABLE, false)) {
      try (ReadView view = txn.view();
          Cursor cursor = view.cursor(store, ByteRange.all())) {
        assertTrue(cursor.seek(s("w")), "stands on x");
        txn.put(view, store, s("seen"), s(EngineTest.text(cursor.key())));
      }
      set("y", "1");
      set("a", "1");
      txn.commit(Durability.GROUP);
    }
  }

  @Test
  void aKeyFoundAbsentIsARead() {
    try (Txn txn = engine.begin(Isolation.SERIALIZABLE, false)) {
      try (ReadView view = txn.view()) {
        assertNull(get(view, "n"));
        txn.put(view, store, s("m"), s("1"));
      }
      set("n", "1");
      assertKind(Kind.CONFLICT, () -> txn.commit(Durability.GROUP));
    }
  }

  @Test
  void readOnlyTransactionsNeverFail() {
    try (Txn txn = engine.begin(Isolation.SERIALIZABLE, true)) {
      try (ReadView view = txn.view()) {
        set("x", "1");
        engine.checkpoint();
        assertEquals("0", get(view, "x"));
        assertKind(Kind.INVALID_REQUEST, () -> txn.put(view, store, s("x"), s("2")));
      }
      txn.commit(Durability.GROUP);
    }
  }

  @Test
  void aWriterWaitsForTheRowAndThenConflicts() throws Exception {
    try (Txn holder = engine.begin(Isolation.READ_COMMITTED, false);
        ReadView view = holder.view()) {
      holder.put(view, store, s("x"), s("1"));
      FutureTask<Kind> waiter =
          new FutureTask<>(
              () -> {
                try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false);
                    ReadView own = txn.view()) {
                  return assertThrows(
                          StorageException.class, () -> txn.put(own, store, s("x"), s("2")))
                      .kind();
                }
              });
      Thread thread = new Thread(waiter);
      thread.start();
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      holder.commit(Durability.GROUP);
      assertSame(Kind.CONFLICT, waiter.get());
    }
  }

  @Test
  void aRowThatStaysLockedTimesOut() {
    try (Txn holder = engine.begin(Isolation.READ_COMMITTED, false)) {
      holder.lock(store, s("x"));
      try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false);
          ReadView view = txn.view()) {
        assertKind(Kind.LOCK_TIMEOUT, () -> txn.put(view, store, s("x"), s("2")));
        txn.put(view, store, s("y"), s("2"));
        txn.commit(Durability.GROUP);
      }
    }
  }

  @Test
  void theLatestVersionIsSeenWhateverTheSnapshot() {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      set("x", "1");
      remove("y");
      txn.lock(store, s("x"));
      Slice latest = txn.getLatest(store, s("x"));
      assertEquals("1", latest == null ? null : EngineTest.text(latest));
      assertNull(txn.getLatest(store, s("y")));
      try (ReadView view = txn.view()) {
        assertEquals("0", get(view, "x"));
      }
    }
  }
}
