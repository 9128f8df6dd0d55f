package org.lightningdb.storage.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.vfs.DiskVfs;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;

/** INTERVAL and NONE commits: copied into mapped segments, beside commits that are forced. */
final class LogCopyTest {
  @TempDir Path directory;

  private final SimVfs vfs = SimVfs.tracked(1);

  private static byte[] commit(LogBench bench, Random random, int bytesMax, Durability durability) {
    byte[] payload = LogBench.payload(random, bytesMax);
    bench.log.await(bench.append(payload), durability);
    return payload;
  }

  @Test
  void theyTakeNoCallOfTheOperatingSystem() throws IOException {
    Random random = new Random(1);
    LogBench bench = new LogBench(vfs, new WalOptions(1 << 20, 0, 64, 3_600_000), 0);
    for (int i = 0; i < 100; i++) {
      commit(bench, random, 300, i % 2 == 0 ? Durability.NONE : Durability.INTERVAL);
    }
    WalStatistics statistics = bench.log.statistics();
    assertEquals(100, statistics.records());
    assertEquals(100, statistics.copies());
    assertEquals(0, statistics.writes());
    assertEquals(0, statistics.batches());
    bench.log.close();
  }

  /** A batch that would hold the lock for long is written instead. */
  @Test
  void largeRecordsAreWritten() throws IOException {
    Random random = new Random(2);
    List<byte[]> written = new ArrayList<>();
    LogBench bench = new LogBench(vfs, new WalOptions(1 << 20, 0, 64, 5), 0);
    for (int i = 0; i < 20; i++) {
      byte[] payload = new byte[i % 3 == 0 ? 200_000 : 100];
      random.nextBytes(payload);
      bench.log.await(bench.append(payload), Durability.NONE);
      written.add(payload);
    }
    assertEquals(7, bench.log.statistics().writes());
    assertEquals(13, bench.log.statistics().copies());
    LogBench.assertSame(written, LogBench.replay(vfs.killProcess(), 0), "killed");
  }

  @Test
  void withoutMemoryForTheMappingTheyAreWritten() throws IOException {
    Random random = new Random(3);
    List<byte[]> written = new ArrayList<>();
    LogBench bench = new LogBench(vfs, LogBench.TINY, 0);
    vfs.faults().failReadingCall(vfs.faults().readingCalls() + 1);
    for (int i = 0; i < 50; i++) {
      written.add(commit(bench, random, 100, Durability.NONE));
    }
    assertTrue(bench.log.writtenLsn() > 2048);
    LogBench.assertSame(written, LogBench.replay(vfs.killProcess(), 0), "killed");
  }

  @Test
  void aDurableCommitForcesAllBeforeIt() throws IOException {
    for (int round = 0; round < 30; round++) {
      SimVfs disk = SimVfs.tracked(round);
      Random random = new Random(round);
      List<byte[]> written = new ArrayList<>();
      LogBench bench = new LogBench(disk, LogBench.TINY, 0);
      for (int i = random.nextInt(30); i >= 0; i--) {
        written.add(commit(bench, random, 400, Durability.NONE));
      }
      written.add(
          commit(bench, random, 400, round % 2 == 0 ? Durability.ALWAYS : Durability.GROUP));
      int forced = written.size();
      for (int i = random.nextInt(5); i > 0; i--) {
        written.add(commit(bench, random, 400, Durability.INTERVAL));
      }
      for (int dice = 0; dice < 10; dice++) {
        List<byte[]> found = LogBench.replay(disk.crash(dice), 0);
        LogBench.assertPrefix(written, found, "round " + round);
        assertTrue(found.size() >= forced, "round " + round + " lost a durable commit");
      }
      LogBench.assertSame(written, LogBench.replay(disk.killProcess(), 0), "round " + round);
    }
  }

  /** Segments come and go under the mappings; old bytes never come to life again. */
  @Test
  void segmentsAreMappedAgainAfterTheyWereUsedAgain() throws IOException {
    Random random = new Random(4);
    List<byte[]> sinceFloor = new ArrayList<>();
    long floor = 0;
    SimVfs disk = vfs;
    for (int life = 0; life < 40; life++) {
      LogBench bench = new LogBench(disk, LogBench.TINY, floor);
      LogBench.assertSame(sinceFloor, bench.replayed, "life " + life);
      for (int i = random.nextInt(60); i >= 0; i--) {
        sinceFloor.add(commit(bench, random, 400, Durability.NONE));
        if (random.nextInt(25) == 0) {
          bench.log.await(bench.log.endLsn(), Durability.ALWAYS);
          floor = bench.log.endLsn();
          bench.log.releaseBefore(floor);
          sinceFloor.clear();
        }
      }
      long spares = disk.list().stream().filter(name -> name.startsWith("WAL-spare")).count();
      assertTrue(spares <= 2, disk.list().toString());
      disk = disk.killProcess();
    }
    assertTrue(floor > 50 * 2048, "too little was written");
  }

  @Test
  void manyLivesOfMixedModesOnARealDisk() throws IOException {
    long seed = 5;
    Random random = new Random(seed);
    List<byte[]> written = new ArrayList<>();
    List<Long> ends = new ArrayList<>(List.of(0L));
    int floor = 0;
    try (Vfs disk = DiskVfs.open(directory, true)) {
      for (int life = 0; life < 12; life++) {
        LogBench bench = new LogBench(disk, new WalOptions(1 << 14, 0, 64, 1), ends.get(floor));
        LogBench.assertSame(
            written.subList(floor, written.size()), bench.replayed, "seed " + seed + " " + life);
        for (int i = 0; i < 150; i++) {
          Durability durability =
              random.nextInt(10) == 0 ? LogBench.anyDurability(random) : Durability.NONE;
          written.add(commit(bench, random, 700, durability));
          ends.add(bench.log.endLsn());
          if (random.nextInt(60) == 0) {
            bench.log.await(bench.log.endLsn(), Durability.ALWAYS);
            floor = written.size();
            bench.log.releaseBefore(ends.get(floor));
          }
        }
        bench.log.close();
      }
    }
    assertTrue(ends.get(floor) > 40 << 14, "too little was written");
  }

  @Test
  void aFailedForceStopsThemToo() throws IOException {
    Random random = new Random(6);
    LogBench bench = new LogBench(vfs, new WalOptions(1 << 16, 0, 64, 3_600_000), 0);
    List<byte[]> durable = List.of(commit(bench, random, 100, Durability.ALWAYS));
    commit(bench, random, 100, Durability.NONE);
    vfs.faults().failForceCall(vfs.faults().forceCalls() + 1);
    for (Durability durability : List.of(Durability.ALWAYS, Durability.NONE)) {
      StorageException e =
          assertThrows(StorageException.class, () -> commit(bench, random, 9, durability));
      assertEquals(Kind.FAILED_STOP, e.kind());
    }
    assertThrows(StorageException.class, bench.log::close);
    LogBench.assertSame(durable, LogBench.replay(vfs.crash(1), 0), "after the failed force");
  }

  @Test
  void aFailedCopyStopsTheLog() throws IOException {
    Random random = new Random(7);
    LogBench bench = new LogBench(vfs, new WalOptions(1 << 16, 0, 64, 3_600_000), 0);
    List<byte[]> safe = List.of(commit(bench, random, 100, Durability.NONE));
    vfs.faults().failChangingCall(vfs.ioCalls() + 1);
    for (int i = 0; i < 2; i++) {
      StorageException e =
          assertThrows(StorageException.class, () -> commit(bench, random, 9, Durability.NONE));
      assertEquals(Kind.FAILED_STOP, e.kind());
    }
    LogBench.assertSame(safe, LogBench.replay(vfs.killProcess(), 0), "after the failed copy");
  }

  /** The disk is met full before anything of a record is logged: nothing is half copied. */
  @Test
  void aFullDiskRefusesThemAndHealsByItself() throws IOException {
    Random random = new Random(8);
    LogBench bench = new LogBench(vfs, LogBench.TINY, 0);
    List<byte[]> written = new ArrayList<>();
    vfs.faults().limitFreeBytes(3 * 2048);
    int refusals = 0;
    for (int i = 0; i < 200; i++) {
      try {
        written.add(commit(bench, random, 300, Durability.NONE));
      } catch (StorageException e) {
        assertEquals(Kind.DISK_FULL, e.kind(), e.toString());
        refusals++;
        if (refusals % 10 == 0) {
          vfs.faults().limitFreeBytes(2 * 2048);
        }
      }
    }
    assertTrue(refusals > 20 && written.size() > 50, refusals + " of 200 refused");
    LogBench.assertSame(written, LogBench.replay(vfs.killProcess(), 0), "after the disk was full");
  }

  @Test
  void theIntervalForcesWhatWasCopied() throws IOException {
    Random random = new Random(9);
    LogBench bench = new LogBench(vfs, new WalOptions(1 << 16, 0, 64, 1), 0);
    List<byte[]> written = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      written.add(commit(bench, random, 300, Durability.NONE));
    }
    written.add(commit(bench, random, 300, Durability.INTERVAL));
    while (bench.log.durableLsn() < bench.log.endLsn()) {
      Thread.onSpinWait();
    }
    assertEquals(21, bench.log.statistics().recordsForced());
    assertTrue(bench.log.statistics().batchNanosMax() > 0);
    LogBench.assertSame(written, LogBench.replay(vfs.crash(3), 0), "after the interval");
  }
}
