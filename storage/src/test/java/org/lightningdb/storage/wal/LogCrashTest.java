package org.lightningdb.storage.wal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.vfs.SimCrashException;
import org.lightningdb.storage.vfs.SimVfs;

/** Crashes after every I/O call of a workload, and again during the recovery. */
final class LogCrashTest {
  /** What one run appended, and what of it was acknowledged. */
  private static final class History {
    final List<byte[]> written = new ArrayList<>();
    final List<Long> ends = new ArrayList<>(List.of(0L));
    int forced;
    int handedOver;
    int floor;

    List<byte[]> sinceFloor() {
      return written.subList(floor, written.size());
    }

    /** Goes on from what an opening found. */
    static History recovered(History before, int found, long endLsn) {
      History after = new History();
      after.written.addAll(before.written.subList(0, before.floor + found));
      after.ends.clear();
      after.ends.addAll(before.ends.subList(0, before.floor + found));
      after.ends.add(endLsn);
      after.forced = after.written.size();
      after.handedOver = after.forced;
      after.floor = before.floor;
      if (after.floor == after.forced) {
        after.ends.set(after.floor, before.ends.get(before.floor));
      }
      return after;
    }
  }

  private static void workload(SimVfs vfs, History history, long seed, int records)
      throws IOException {
    Random random = new Random(seed);
    LogBench bench = new LogBench(vfs, LogBench.TINY, history.ends.get(history.floor));
    for (int i = 0; i < records; i++) {
      byte[] payload = LogBench.payload(random, random.nextInt(10) == 0 ? 4000 : 250);
      history.written.add(payload);
      history.ends.add(bench.append(payload));
      if (random.nextInt(3) > 0) {
        Durability durability = LogBench.anyDurability(random);
        bench.log.await(bench.log.endLsn(), durability);
        history.handedOver = history.written.size();
        if (durability == Durability.ALWAYS || durability == Durability.GROUP) {
          history.forced = history.written.size();
        }
      }
      if (random.nextInt(12) == 0) {
        history.floor = history.forced;
        bench.log.releaseBefore(history.ends.get(history.floor));
      }
      if (random.nextInt(20) == 0) {
        bench.log.close();
        history.forced = history.written.size();
        history.handedOver = history.forced;
        bench = new LogBench(vfs, LogBench.TINY, history.ends.get(history.floor));
        LogBench.assertSame(history.sinceFloor(), bench.replayed, "orderly reopening");
      }
    }
    bench.log.close();
    history.forced = history.written.size();
    history.handedOver = history.forced;
  }

  /** Runs the workload until the crash; false if it came to its end. */
  private static boolean runUntilCrash(SimVfs vfs, History history, long seed, int records)
      throws IOException {
    try {
      workload(vfs, history, seed, records);
      return false;
    } catch (SimCrashException e) {
      return true;
    } catch (StorageException e) {
      assertTrue(e.kind() == StorageException.Kind.FAILED_STOP, e.toString());
      return true;
    }
  }

  private static int recover(SimVfs vfs, History history, int leastCount, String context)
      throws IOException {
    LogBench bench = new LogBench(vfs, LogBench.TINY, history.ends.get(history.floor));
    LogBench.assertPrefix(history.sinceFloor(), bench.replayed, context);
    assertTrue(
        history.floor + bench.replayed.size() >= leastCount,
        () -> context + ": acknowledged records are lost, " + bench.replayed.size() + " are left");
    bench.log.close();
    return bench.replayed.size();
  }

  @Test
  void nothingAcknowledgedIsLostAtAnyCrashPoint(TestReporter reporter) throws IOException {
    int crashes = 0;
    int recoveries = 0;
    for (long seed = 1; seed <= 2; seed++) {
      boolean crashed = true;
      for (long calls = 0; crashed; calls++) {
        SimVfs vfs = SimVfs.tracked(seed);
        vfs.faults().crashAfter(calls);
        History history = new History();
        crashed = runUntilCrash(vfs, history, seed, 60);
        crashes++;
        String context = "seed " + seed + " crash after " + calls;
        recover(vfs.killProcess(), history, history.handedOver, context + " killed");
        for (long dice = 0; dice < 4; dice++) {
          recover(vfs.crash(calls * 4 + dice), history, history.forced, context + " dice " + dice);
          recoveries++;
        }
      }
    }
    reporter.publishEntry("crash points", crashes + ", recoveries " + recoveries);
    assertTrue(crashes > 250, crashes + " crash points");
  }

  /** Life goes on after a crash: more work, more crashes, some of them during the recovery. */
  @Test
  void manyLivesInARow(TestReporter reporter) throws IOException {
    int lives = 0;
    for (long seed = 1; seed <= 60; seed++) {
      Random random = new Random(seed * 7919);
      SimVfs vfs = SimVfs.tracked(seed);
      History history = new History();
      for (int life = 0; life < 12; life++) {
        lives++;
        String context = "seed " + seed + " life " + life;
        vfs.faults().crashAfter(random.nextInt(random.nextBoolean() ? 12 : 120));
        runUntilCrash(vfs, history, random.nextLong(), 30);
        boolean killed = random.nextInt(4) == 0;
        int leastCount = killed ? history.handedOver : history.forced;
        vfs = killed ? vfs.killProcess() : vfs.crash(random.nextLong());
        LogBench bench = new LogBench(vfs, LogBench.TINY, history.ends.get(history.floor));
        LogBench.assertPrefix(history.sinceFloor(), bench.replayed, context);
        int found = bench.replayed.size();
        assertTrue(history.floor + found >= leastCount, context + ": acknowledged records lost");
        history = History.recovered(history, found, bench.log.endLsn());
        // What a recovery delivered may never be lost again, whatever happens next.
        vfs = random.nextBoolean() ? vfs.crash(random.nextLong()) : vfs.killProcess();
      }
    }
    reporter.publishEntry("lives", Integer.toString(lives));
    assertTrue(lives == 720, lives + " lives");
  }
}
