package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;

/** Full disks, failing forces and failing I/O of every kind, at every call. */
class FaultTest {
  private static final EngineOptions OPTIONS =
      EngineOptions.defaults()
          .withWal(4096, 1 << 20)
          .withBlockBytes(512)
          .withMemory(1 << 20, 16 << 10);

  private static final Logger LOGGER = Logger.getLogger("org.lightningdb.storage");
  private static @Nullable Level level;

  private final SimVfs disk = SimVfs.tracked(7);
  private final TreeMap<String, String> committed = new TreeMap<>();
  private long store;

  @BeforeAll
  static void silence() {
    level = LOGGER.getLevel();
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOGGER.setLevel(level);
  }

  @BeforeEach
  void create() {
    try (LightningEngine engine = open(disk);
        Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      store = txn.createStore(StoreSpec.btree());
      txn.commit(Durability.GROUP);
    }
  }

  private static LightningEngine open(SimVfs disk) {
    return LightningEngine.open(disk, OPTIONS, EngineServices.system());
  }

  private void put(LightningEngine engine, int number, int length) {
    String key = "k" + number;
    String value = "v".repeat(length);
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      txn.put(view, store, Slice.utf8(key), Slice.utf8(value));
      txn.commit(Durability.GROUP);
    }
    committed.put(key, value);
  }

  private void assertContent(LightningEngine engine) {
    try (ReadView view = engine.view()) {
      assertEquals(committed, EngineTest.content(view, store));
    }
    CheckReport report = engine.check();
    assertTrue(report.problems().isEmpty(), report::toString);
  }

  @Test
  void aFullDiskRefusesWritesUntilThereIsSpaceAgain() {
    Random random = new Random(5);
    LightningEngine engine = open(disk);
    int number = 0;
    for (int round = 0; round < 12; round++) {
      disk.faults().limitFreeBytes(random.nextInt(60_000));
      Kind refusal = null;
      while (refusal == null) {
        try {
          put(engine, number++ % 300, random.nextInt(400));
        } catch (StorageException e) {
          refusal = e.kind();
        }
      }
      assertSame(Kind.DISK_FULL, refusal, "round " + round);
      assertContent(engine);
      disk.faults().unlimitFreeBytes();
      put(engine, number++ % 300, 50);
      assertContent(engine);
    }
    disk.faults().limitFreeBytes(0);
    engine.close();
    disk.faults().unlimitFreeBytes();
    try (LightningEngine again = open(disk)) {
      assertContent(again);
    }
  }

  @Test
  void aFailedForceStopsTheEngineAndLosesNothingAcknowledged() {
    for (int force = 1; force < 60; force++) {
      FaultTest round = new FaultTest();
      round.create();
      round.runUntilFailure(force, "force " + force);
    }
  }

  private void runUntilFailure(int force, String where) {
    LightningEngine engine = open(disk);
    disk.faults().failForceCall(disk.faults().forceCalls() + force);
    String lost = null;
    try {
      for (int i = 0; i < 60; i++) {
        lost = "k" + i;
        put(engine, i, 100);
        if (i % 9 == 8) {
          engine.checkpoint();
        }
      }
    } catch (StorageException e) {
      assertSame(Kind.FAILED_STOP, e.kind(), where);
      refusesWritesButReads(engine);
    }
    CrashWorkload.closeQuietly(engine);
    verifyReopened(disk.crash(force), lost, where + ", power loss");
    verifyReopened(disk.killProcess(), lost, where + ", killed");
  }

  private void refusesWritesButReads(LightningEngine engine) {
    assertSame(
        Kind.FAILED_STOP, assertThrows(StorageException.class, () -> put(engine, 1000, 1)).kind());
    try (ReadView view = engine.view()) {
      assertEquals(committed, EngineTest.content(view, store), "what was visible stays readable");
    }
  }

  /** The commit under way may be there or not, everything else must. */
  private void verifyReopened(SimVfs next, @Nullable String inDoubt, String where) {
    try (LightningEngine engine = open(next);
        ReadView view = engine.view()) {
      TreeMap<String, String> found = new TreeMap<>(EngineTest.content(view, store));
      if (inDoubt != null && !committed.containsKey(inDoubt)) {
        found.remove(inDoubt);
      }
      assertEquals(committed, found, where);
      CheckReport report = engine.check();
      assertTrue(report.problems().isEmpty(), () -> where + report);
    }
  }

  @Test
  void anErrorInAnyCallLosesNothingAcknowledged() {
    boolean finished = false;
    for (int call = 1; !finished; call++) {
      SimVfs victim = SimVfs.tracked(call);
      victim.faults().failChangingCall(call);
      CrashWorkload workload = new CrashWorkload(11, victim);
      finished = !workload.runWithErrors();
      String where = workload + ", error in call " + call;
      int seed = call;
      verify(workload, true, where + ", power loss", victim.crash(seed));
      verify(workload, false, where + ", killed", victim.killProcess());
    }
  }

  private static void verify(CrashWorkload workload, boolean powerLoss, String where, SimVfs next) {
    try (LightningEngine engine = CrashWorkload.open(next)) {
      CrashWorkload.Content found = workload.read(engine);
      assertTrue(workload.acceptable(powerLoss).contains(found), where);
      CheckReport report = engine.check();
      assertTrue(report.problems().isEmpty(), () -> where + report);
    } catch (StorageException e) {
      throw new AssertionError(where, e);
    }
  }
}
