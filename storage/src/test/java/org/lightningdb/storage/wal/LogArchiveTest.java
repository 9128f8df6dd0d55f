package org.lightningdb.storage.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.maintenance.BackgroundTasks;
import org.lightningdb.storage.maintenance.TaskReport;
import org.lightningdb.storage.maintenance.TaskState;
import org.lightningdb.storage.memory.ByteArrays;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.vfs.SimCrashException;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;

final class LogArchiveTest {
  private static final Logger LOGGER = Logger.getLogger("org.lightningdb.storage");
  private static @Nullable Level level;

  private final SimVfs vfs = SimVfs.tracked(1);
  private final MemoryArchive archive = new MemoryArchive();

  @BeforeAll
  static void silence() {
    level = LOGGER.getLevel();
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOGGER.setLevel(level);
  }

  private static WriteAheadLog open(
      Vfs vfs, long floorLsn, SegmentArchive archive, List<byte[]> replayed) throws IOException {
    return WriteAheadLog.open(
        vfs,
        LogBench.TINY,
        LogBench.DATABASE_ID,
        floorLsn,
        (startLsn, payload) -> replayed.add(payload),
        LogServices.of(System::nanoTime, Thread::new, archive, ByteArrays.HEAP));
  }

  private static long append(WriteAheadLog log, byte[] payload, List<byte[]> written) {
    long endLsn = log.append(payload, 0, payload.length);
    written.add(payload);
    return endLsn;
  }

  private void awaitArchived(long lsn) {
    while (archive.endLsn() < lsn) {
      Thread.onSpinWait();
    }
  }

  @Test
  void theArchiveAndTheLiveSegmentsAreTheWholeLog() throws IOException {
    Random random = new Random(3);
    List<byte[]> written = new ArrayList<>();
    WriteAheadLog log = open(vfs, 0, archive, new ArrayList<>());
    for (int i = 0; i < 300; i++) {
      Durability durability = LogBench.anyDurability(random);
      log.await(append(log, LogBench.payload(random, 400), written), durability);
      if (i % 20 == 0) {
        log.releaseBefore(log.endLsn());
      }
    }
    log.await(log.endLsn(), Durability.ALWAYS);
    long fullSegmentsEnd = log.endLsn() - 2048;
    awaitArchived(fullSegmentsEnd);
    assertTrue(log.archiveStatistics().archivedLsn() > 20 * 2048);
    log.close();
    archive.restoreTo(vfs);
    LogBench.assertSame(written, LogBench.replay(vfs, 0), "restored");
  }

  @Test
  void nothingIsUsedAgainBeforeItWasArchived() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    SegmentArchive slow =
        (firstLsn, endLsn, segment) -> {
          awaitUninterruptibly(gate);
          archive.archive(firstLsn, endLsn, segment);
        };
    List<byte[]> written = new ArrayList<>();
    WriteAheadLog log = open(vfs, 0, slow, new ArrayList<>());
    for (int i = 0; i < 100; i++) {
      log.await(append(log, new byte[200], written), Durability.ALWAYS);
      log.releaseBefore(log.endLsn());
    }
    assertTrue(vfs.list().size() >= 100 * 200 / 2048, vfs.list().toString());
    gate.countDown();
    awaitArchived(log.endLsn() - 2048);
    while (vfs.list().size() > 6) {
      Thread.onSpinWait();
    }
    log.close();
    archive.restoreTo(vfs);
    LogBench.assertSame(written, LogBench.replay(vfs, 0), "restored");
  }

  private static void awaitUninterruptibly(CountDownLatch gate) {
    boolean interrupted = false;
    while (gate.getCount() > 0) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aFailingArchiveIsTriedAgainAndVisible() throws IOException {
    List<byte[]> written = new ArrayList<>();
    archive.failNext(3);
    WriteAheadLog log = open(vfs, 0, archive, new ArrayList<>());
    while (log.archiveStatistics().failures() < 3) {
      log.await(append(log, new byte[200], written), Durability.ALWAYS);
      log.releaseBefore(log.endLsn());
      if (log.archiveStatistics().failures() == 1) {
        assertNotNull(log.archiveStatistics().lastFailure());
      }
    }
    log.releaseBefore(log.endLsn());
    while (log.archiveStatistics().archivedLsn() == 0) {
      Thread.onSpinWait();
    }
    log.await(append(log, new byte[200], written), Durability.ALWAYS);
    assertEquals(3, log.archiveStatistics().failures());
    assertNull(log.archiveStatistics().lastFailure());
    log.close();
    archive.restoreTo(vfs);
    LogBench.assertSame(written, LogBench.replay(vfs, 0), "restored");
  }

  /** With a bound for what waits for the archive, appending is refused and resumes by itself. */
  @Test
  void anArchiveThatIsTooFarBehindRefusesRecords() throws IOException {
    List<byte[]> written = new ArrayList<>();
    archive.failNext(Integer.MAX_VALUE);
    BackgroundTasks tasks = new BackgroundTasks(System::nanoTime);
    WriteAheadLog log =
        WriteAheadLog.open(
            vfs,
            new WalOptions(2048, 0, 64, 5, 10_000),
            LogBench.DATABASE_ID,
            0,
            (startLsn, payload) -> written.add(payload),
            new LogServices(System::nanoTime, Thread::new, archive, ByteArrays.HEAP, tasks));
    StorageException refused = null;
    while (refused == null) {
      try {
        log.await(append(log, new byte[200], written), Durability.ALWAYS);
        log.releaseBefore(log.endLsn());
        assertTrue(log.endLsn() < 20_000, "no bound");
      } catch (StorageException e) {
        refused = e;
      }
    }
    assertEquals(StorageException.Kind.DISK_FULL, refused.kind());
    assertTrue(String.valueOf(refused.getMessage()).contains("archive"), refused.toString());
    assertTrue(log.endLsn() > 10_000);
    assertTrue(log.archiveStatistics().backlogBytes() > 10_000);
    while (report(tasks, "log-archive").failures() == 0) {
      Thread.onSpinWait();
    }
    assertNotNull(report(tasks, "log-archive").lastError());
    archive.failNext(0);
    while (log.archiveStatistics().backlogBytes() > 4096) {
      Thread.onSpinWait();
    }
    log.await(append(log, new byte[200], written), Durability.ALWAYS);
    assertTrue(report(tasks, "log-segments").runs() > 0);
    log.close();
    assertEquals(
        Set.of("log-writer", "log-segments", "log-archive"),
        tasks.reports().stream()
            .filter(task -> task.state() == TaskState.ENDED)
            .map(TaskReport::name)
            .collect(Collectors.toSet()));
    archive.restoreTo(vfs);
    LogBench.assertSame(written, LogBench.replay(vfs, 0), "restored");
  }

  private static TaskReport report(BackgroundTasks tasks, String name) {
    return tasks.reports().stream()
        .filter(task -> task.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Ends the threads of a log whose disk is gone. */
  private static void closeCrashed(WriteAheadLog log) {
    try {
      log.close();
    } catch (StorageException | SimCrashException e) {
      assertNotNull(e.getMessage());
    }
  }

  /** Whatever crashes: archive and disk together always hold every durable record. */
  @Test
  void noCrashTearsAHoleBetweenArchiveAndDisk() throws IOException {
    int crashes = 0;
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      MemoryArchive own = new MemoryArchive();
      List<byte[]> written = new ArrayList<>();
      SimVfs disk = SimVfs.tracked(seed);
      long floor = 0;
      for (int life = 0; life < 6; life++) {
        disk.faults().crashAfter(20 + random.nextInt(200));
        List<byte[]> unsure = new ArrayList<>();
        List<WriteAheadLog> opened = new ArrayList<>();
        try {
          WriteAheadLog log = open(disk, floor, own, new ArrayList<>());
          opened.add(log);
          for (int i = 0; i < 60; i++) {
            log.await(append(log, LogBench.payload(random, 300), unsure), Durability.ALWAYS);
            written.addAll(unsure);
            unsure.clear();
            if (random.nextInt(6) == 0) {
              floor = log.endLsn();
              log.releaseBefore(floor);
            }
          }
          log.close();
        } catch (SimCrashException e) {
          crashes++;
        } catch (StorageException e) {
          assertEquals(StorageException.Kind.FAILED_STOP, e.kind(), e.toString());
          crashes++;
        }
        disk = random.nextBoolean() ? disk.killProcess() : disk.crash(random.nextLong());
        opened.forEach(LogArchiveTest::closeCrashed);
        SimVfs restored = disk.killProcess();
        own.restoreTo(restored);
        List<byte[]> found = LogBench.replay(restored, 0);
        String context = "seed " + seed + " life " + life;
        LogBench.assertPrefix(written, found.subList(0, written.size()), context);
        assertTrue(found.size() <= written.size() + unsure.size(), context);
        written = new ArrayList<>(found);
        disk = disk.killProcess();
      }
    }
    assertTrue(crashes > 60, crashes + " crashes");
  }
}
