package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.LockMode;
import org.lightningdb.storage.spec.LockWait;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.TransactionOptions;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;

/** Row locks as transactions take them: shared ones beside writes, snapshots and spilled keys. */
class SharedLockTest {
  private final LightningEngine engine =
      LightningEngine.open(
          SimVfs.memory("shared"),
          EngineOptions.defaults().withLockTimeoutMillis(50).withMemory(1 << 20, 1 << 20),
          EngineServices.system());
  private long store;

  @BeforeEach
  void fill() {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      store = txn.createStore(StoreSpec.btree());
      txn.commit(Durability.GROUP);
    }
    set("x", "0");
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

  private static @Nullable String text(@Nullable Slice value) {
    return value == null ? null : EngineTest.text(value);
  }

  private static void assertKind(Kind expected, Runnable action) {
    assertSame(expected, assertThrows(StorageException.class, action::run).kind());
  }

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void aRowLockedSharedIsNotWritten(Isolation isolation) {
    try (Txn holder = engine.begin(isolation, false);
        Txn other = engine.begin(isolation, false)) {
      holder.lockShared(store, s("x"));
      other.lockShared(store, s("x"));
      try (Txn writer = engine.begin(isolation, false);
          ReadView view = writer.view()) {
        assertKind(Kind.LOCK_TIMEOUT, () -> writer.put(view, store, s("x"), s("1")));
        assertFalse(writer.lock(store, s("x"), LockMode.EXCLUSIVE, LockWait.SKIP));
        other.rollback();
        holder.rollback();
        writer.put(view, store, s("x"), s("1"));
        writer.commit(Durability.GROUP);
      }
    }
  }

  @Test
  void theOnlySharerMayWrite() {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      txn.lockShared(store, s("x"));
      txn.put(view, store, s("x"), s("1"));
      try (Txn other = engine.begin(Isolation.SNAPSHOT, false)) {
        assertFalse(other.lock(store, s("x"), LockMode.SHARED, LockWait.SKIP));
      }
      txn.commit(Durability.GROUP);
    }
  }

  @Test
  void aSnapshotKnowsThatALockedRowHasChanged() {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      set("x", "1");
      txn.lockShared(store, s("x"));
      assertKind(Kind.CONFLICT, () -> txn.requireUnchanged(view, store, s("x")));
      txn.lock(store, s("y"));
      txn.requireUnchanged(view, store, s("y"));
    }
  }

  @Test
  void theLatestViewSeesOthersCommitsAndOwnWrites() {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      set("x", "1");
      txn.put(view, store, s("y"), s("own"));
      try (ReadView latest = txn.latestView()) {
        assertEquals("1", text(latest.get(store, s("x"))));
        assertEquals("own", text(latest.get(store, s("y"))));
      }
      assertEquals("0", text(view.get(store, s("x"))));
      assertNull(text(view.get(store, s("y"))), "a view is of its moment");
    }
  }

  @Test
  void whatALatestViewOfASerializableTransactionSawMustStayTrue() {
    try (Txn txn = engine.begin(Isolation.SERIALIZABLE, false);
        ReadView view = txn.view()) {
      try (ReadView latest = txn.latestView()) {
        assertEquals("0", text(latest.get(store, s("x"))));
      }
      set("x", "1");
      txn.put(view, store, s("y"), s("0"));
      assertKind(Kind.CONFLICT, () -> txn.commit(Durability.GROUP));
    }
  }

  @Test
  void waitsLastAsLongAsTheTransactionSays() {
    try (Txn holder = engine.begin(Isolation.SNAPSHOT, false);
        Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      holder.lock(store, s("x"));
      txn.limitWaits(() -> 0);
      StorageException refused =
          assertThrows(StorageException.class, () -> txn.lockShared(store, s("x")));
      assertEquals(Kind.LOCK_TIMEOUT, refused.kind());
      assertTrue(String.valueOf(refused.getMessage()).contains(" 0 milliseconds"));
    }
  }

  /** The row locks of what a large transaction wrote are gone; its claim is in their place. */
  @Test
  void aSpilledKeyIsSharedWithNobody() {
    LightningEngine small =
        LightningEngine.open(
            SimVfs.memory("spilled"),
            EngineOptions.defaults().with(new TransactionOptions(50, 1 << 10)),
            EngineServices.system());
    try (small) {
      long ids;
      try (Txn txn = small.begin(Isolation.SNAPSHOT, false)) {
        ids = txn.createStore(StoreSpec.btree());
        txn.commit(Durability.GROUP);
      }
      try (Txn txn = small.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view();
          Txn other = small.begin(Isolation.SNAPSHOT, false)) {
        txn.lockShared(ids, s("key 0"));
        for (int i = 0; i < 200; i++) {
          txn.put(view, ids, s("key " + i), s("value " + i));
        }
        assertTrue(txn.lock(ids, s("key 7"), LockMode.SHARED, LockWait.SKIP), "its own");
        assertFalse(other.lock(ids, s("key 7"), LockMode.SHARED, LockWait.SKIP));
        assertFalse(other.lock(ids, s("key 0"), LockMode.SHARED, LockWait.SKIP));
        assertTrue(other.lock(ids, s("no key"), LockMode.SHARED, LockWait.SKIP));
        txn.rollback();
        assertTrue(other.lock(ids, s("key 7"), LockMode.SHARED, LockWait.SKIP));
        assertTrue(other.lock(ids, s("key 0"), LockMode.SHARED, LockWait.SKIP));
      }
    }
  }
}
