package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;

/**
 * Runs a workload again and again, each time cutting the power (or killing the process) one I/O
 * call later, and looks whether the database that comes up is one that may come up: everything
 * acknowledged is there, a commit is whole or absent, commits are lost only from the end, and the
 * structure is sound. For some crash points the recovery is crashed at each of its calls as well.
 *
 * <p>The system property {@code lightning.crash.rounds} says how many workloads to run, {@code
 * lightning.crash.seed} which is the first.
 */
@Timeout(value = 6, unit = TimeUnit.HOURS)
class CrashPointTest {
  /** Between two crash points whose recovery is crashed, too. */
  private static final int NESTED_EVERY = 67;

  private static final Logger LOGGER = Logger.getLogger(Checkpointer.class.getName());
  private static @Nullable Level level;

  private int crashPoints;
  private int recoveries;
  private int nestedCrashPoints;

  @BeforeAll
  static void silence() {
    level = LOGGER.getLevel();
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOGGER.setLevel(level);
  }

  @Test
  void everyCrashPointLeavesWhatWasAcknowledged() {
    int rounds = Integer.getInteger("lightning.crash.rounds", 4);
    long first = Long.getLong("lightning.crash.seed", 1);
    for (long seed = first; seed < first + rounds; seed++) {
      crashEverywhere(seed);
    }
    System.out.printf(
        Locale.ROOT,
        "CrashPointTest: %,d crash points, %,d more during recovery, %,d recoveries%n",
        crashPoints,
        nestedCrashPoints,
        recoveries);
    assertTrue(crashPoints > 100 * rounds, "only " + crashPoints + " crash points");
  }

  private void crashEverywhere(long seed) {
    boolean finished = false;
    for (long calls = 0; !finished; calls++) {
      SimVfs disk = SimVfs.tracked(seed);
      disk.faults().crashAfter(calls);
      CrashWorkload workload = new CrashWorkload(seed, disk);
      workload.run();
      finished = !disk.faults().crashed();
      crashPoints++;
      String where = workload + ", crash after call " + calls;
      verify(workload, true, where + ", power loss A", () -> disk.crash(seed));
      long other = seed * 31 + calls;
      verify(workload, true, where + ", power loss B", () -> disk.crash(other));
      verify(workload, false, where + ", process killed", disk::killProcess);
      if (calls % NESTED_EVERY == seed % NESTED_EVERY) {
        crashRecovery(workload, where, () -> disk.crash(other));
      }
    }
  }

  private void crashRecovery(CrashWorkload workload, String where, Supplier<SimVfs> crashed) {
    boolean finished = false;
    for (long calls = 0; !finished; calls++) {
      SimVfs disk = crashed.get();
      disk.faults().crashAfter(calls);
      LightningEngine engine = null;
      try {
        engine = CrashWorkload.open(disk);
        engine.checkpoint();
        engine.compact();
      } catch (StorageException | Error e) {
        if (!disk.faults().crashed()) {
          throw new AssertionError(where, e);
        }
      } finally {
        CrashWorkload.closeQuietly(engine);
      }
      finished = !disk.faults().crashed();
      nestedCrashPoints++;
      long seed = calls;
      String nested = where + ", recovery crashed after call " + calls;
      verify(workload, true, nested, () -> disk.crash(seed));
    }
  }

  private void verify(
      CrashWorkload workload, boolean powerLoss, String where, Supplier<SimVfs> crashed) {
    SimVfs disk = crashed.get();
    LightningEngine engine = null;
    try {
      engine = CrashWorkload.open(disk);
      recoveries++;
      CrashWorkload.Content found = workload.read(engine);
      List<CrashWorkload.Content> acceptable = workload.acceptable(powerLoss);
      if (!acceptable.contains(found)) {
        fail(where + "\nfound  " + found + "\nlatest " + acceptable.get(acceptable.size() - 1));
      }
      workload.verifyPast(engine, found, where);
      assertClean(engine, where);
      if (recoveries % 5 == 0) {
        goOn(workload, engine, found, where);
      }
      engine.close();
    } catch (RuntimeException | Error e) {
      throw new AssertionError(where, e);
    } finally {
      CrashWorkload.closeQuietly(engine);
    }
  }

  /** A recovered database must also go on: more commits, a checkpoint, and all is still there. */
  private static void goOn(
      CrashWorkload workload, LightningEngine engine, CrashWorkload.Content before, String where) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      txn.createStore(StoreSpec.btree());
      txn.commit(Durability.GROUP);
    }
    engine.checkpoint();
    engine.compact();
    assertClean(engine, where);
    CrashWorkload.Content after = workload.read(engine);
    after.stores().keySet().retainAll(before.stores().keySet());
    if (!after.equals(before)) {
      fail(where + ": changed by a checkpoint\nbefore " + before + "\nafter  " + after);
    }
  }

  private static void assertClean(LightningEngine engine, String where) {
    CheckReport report = engine.check();
    if (!report.problems().isEmpty()) {
      fail(where + ": " + report);
    }
  }
}
