package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.TransactionOptions;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;

/** The commit of a transaction larger than memory meets reads that fail. */
class LargeCommitFaultTest {
  private static final EngineOptions NO_CACHE =
      EngineOptions.defaults()
          .withBlockBytes(512)
          .withMemory(1, 8 << 20)
          .with(new TransactionOptions(2_000, 2_000));

  private final SimVfs disk = SimVfs.tracked(5);

  /** What a commit has to read it reads before it is ordered: it may be tried again. */
  @Test
  void aReadThatFailsRefusesTheCommitAndNothingElse() {
    int refused = 0;
    try (LightningEngine engine = LightningEngine.open(disk, NO_CACHE, EngineServices.system())) {
      long store = createStore(engine);
      for (int round = 0; round < 12; round++) {
        String name = "round " + round + " key ";
        try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
            ReadView view = txn.view()) {
          load(txn, view, store, name, 300);
          int savepoint = txn.savepoint();
          load(txn, view, store, "taken back " + name, 300);
          txn.rollbackTo(savepoint);
          disk.faults().failReadingCall(disk.faults().readingCalls() + 1 + round);
          try {
            txn.commit(Durability.GROUP);
          } catch (StorageException e) {
            assertEquals(Kind.READ_FAILED, e.kind(), e.toString());
            refused++;
            commitSomethingElse(engine, store, "other " + round);
            txn.commit(Durability.GROUP);
          }
          disk.faults().failReadingCall(0);
        }
        assertHolds(engine, store, name);
        engine.checkpoint();
      }
      assertEquals(List.of(), engine.check().problems());
    }
    assertTrue(refused > 2, refused + " commits refused");
    try (LightningEngine again = LightningEngine.open(disk, NO_CACHE, EngineServices.system())) {
      assertHolds(again, 1, "round 11 key ");
      assertEquals(List.of(), again.check().problems());
    }
  }

  private static void assertHolds(LightningEngine engine, long store, String name) {
    try (ReadView view = engine.view()) {
      assertNotNull(view.get(store, Slice.utf8(name + 299)));
      assertNull(view.get(store, Slice.utf8("taken back " + name + 299)));
    }
  }

  private static void commitSomethingElse(LightningEngine engine, long store, String key) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      txn.put(view, store, Slice.utf8(key), Slice.utf8("value"));
      txn.commit(Durability.GROUP);
    }
  }

  private static void load(Txn txn, ReadView view, long store, String name, int count) {
    for (int i = 0; i < count; i++) {
      txn.put(view, store, Slice.utf8(name + i), Slice.utf8("x".repeat(40)));
    }
  }

  private static long createStore(LightningEngine engine) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      long store = txn.createStore(StoreSpec.btree());
      txn.commit(Durability.GROUP);
      return store;
    }
  }

  @Test
  void savepointsThatAreNoneAreRefused() {
    try (LightningEngine engine = LightningEngine.open(disk, NO_CACHE, EngineServices.system())) {
      long store = createStore(engine);
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        int first = txn.savepoint();
        load(txn, view, store, "a", 100);
        int second = txn.savepoint();
        load(txn, view, store, "b", 100);
        for (int wrong : new int[] {-1, first + 1, second - 1, second + 1, 200, 201}) {
          StorageException e = assertThrows(StorageException.class, () -> txn.rollbackTo(wrong));
          assertEquals(Kind.INVALID_REQUEST, e.kind());
        }
        assertNotNull(txn.getLatest(store, Slice.utf8("b99")));
        txn.rollbackTo(second);
        txn.rollbackTo(first);
        StorageException e = assertThrows(StorageException.class, () -> txn.rollbackTo(second));
        assertTrue(String.valueOf(e.getMessage()).contains("released"), e.toString());
        assertNull(txn.getLatest(store, Slice.utf8("a0")));
      }
    }
  }
}
