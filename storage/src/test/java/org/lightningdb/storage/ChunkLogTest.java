package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
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

/**
 * What refused transactions larger than memory leave in the log is let go of, though not at once.
 */
class ChunkLogTest {
  private static final EngineOptions OPTIONS =
      EngineOptions.defaults()
          .withWal(1 << 20, 1L << 30)
          .with(new TransactionOptions(2_000, 200_000));

  @Test
  void muchOfItIsReleasedByACheckpointWithoutCommits() {
    try (LightningEngine engine = engine()) {
      refuse(engine, 9 << 20);
      long live = engine.statistics().walBytesLive();
      assertTrue(live > 8 << 20, "live " + live);
      long checkpoints = engine.statistics().checkpoints();
      engine.checkpoint();
      assertEquals(checkpoints + 1, engine.statistics().checkpoints());
      assertTrue(engine.statistics().walBytesLive() < 1 << 20);
      engine.checkpoint();
      assertEquals(checkpoints + 1, engine.statistics().checkpoints(), "nothing is left to do");
    }
  }

  @Test
  void aLittleIsNotWorthOne() {
    try (LightningEngine engine = engine()) {
      refuse(engine, 4 << 20);
      long live = engine.statistics().walBytesLive();
      assertTrue(live > 3 << 20, "live " + live);
      long checkpoints = engine.statistics().checkpoints();
      engine.checkpoint();
      assertEquals(checkpoints, engine.statistics().checkpoints());
      assertEquals(live, engine.statistics().walBytesLive());
    }
  }

  private static LightningEngine engine() {
    EngineServices services =
        EngineServices.system().withArchive((firstLsn, endLsn, segment) -> {});
    return LightningEngine.open(SimVfs.memory("chunks"), OPTIONS, services);
  }

  /** A commit that fails after its rows went to the log; then everything else is checkpointed. */
  private static void refuse(LightningEngine engine, int bytes) {
    long store;
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      store = txn.createStore(StoreSpec.btree());
      txn.commit(Durability.GROUP);
    }
    Slice shared = Slice.utf8("shared");
    Random random = new Random(1);
    try (Txn large = engine.begin(Isolation.SERIALIZABLE, false);
        ReadView view = large.view()) {
      assertEquals(null, view.get(store, shared));
      try (Txn other = engine.begin(Isolation.SNAPSHOT, false);
          ReadView seen = other.view()) {
        other.put(seen, store, shared, Slice.utf8("changed"));
        other.commit(Durability.GROUP);
      }
      engine.checkpoint();
      byte[] value = new byte[1 << 10];
      for (int i = 0; i < bytes / value.length; i++) {
        random.nextBytes(value);
        large.put(view, store, Slice.utf8("key" + i), new Slice(value.clone()));
      }
      StorageException refusal =
          assertThrows(StorageException.class, () -> large.commit(Durability.GROUP));
      assertSame(Kind.CONFLICT, refusal.kind());
    }
  }
}
