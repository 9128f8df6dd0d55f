package org.lightningdb.storage.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.vfs.DiskVfs;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;

final class LogConcurrencyTest {
  private static final WalOptions SMALL = new WalOptions(1 << 16, 0, 64, 5);

  @TempDir Path directory;

  private static byte[] numbered(int owner, int number, int length) {
    return ByteBuffer.allocate(8 + length).putInt(owner).putInt(number).array();
  }

  /** Appends from many threads; returns how many each had acknowledged. */
  private static void runCommitters(WriteAheadLog log, int threads, int records, long seed)
      throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int owner = i;
        results.add(executor.submit(() -> commit(log, owner, records, new Random(seed + owner))));
      }
      for (Future<?> result : results) {
        result.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static void commit(WriteAheadLog log, int owner, int records, Random random) {
    for (int number = 0; number < records; number++) {
      byte[] payload = numbered(owner, number, random.nextInt(random.nextInt(20) == 0 ? 9000 : 99));
      long endLsn = log.append(payload, 0, payload.length);
      Durability durability = LogBench.anyDurability(random);
      if (random.nextInt(8) == 0) {
        log.whenDurable(endLsn, durability).join();
      } else {
        log.await(endLsn, durability);
      }
      boolean forced = durability == Durability.ALWAYS || durability == Durability.GROUP;
      assertTrue((forced ? log.durableLsn() : log.writtenLsn()) >= endLsn);
    }
  }

  private static void assertComplete(Vfs vfs, int threads, int records) throws IOException {
    int[] next = new int[threads];
    for (byte[] payload : LogBench.replay(vfs, 0)) {
      ByteBuffer buffer = ByteBuffer.wrap(payload);
      int owner = buffer.getInt();
      assertEquals(next[owner]++, buffer.getInt(), "order of thread " + owner);
    }
    for (int count : next) {
      assertEquals(records, count);
    }
  }

  @Test
  void recordsOfManyThreadsArriveWholeAndInOrder() throws Exception {
    SimVfs vfs = SimVfs.tracked(1);
    LogBench bench = new LogBench(vfs, SMALL, 0);
    runCommitters(bench.log, 8, 400, 77);
    assertEquals(3200, bench.log.statistics().records());
    bench.log.close();
    assertComplete(vfs.crash(5), 8, 400);
  }

  /** On a disk that takes no time, commits that are copied meet forces at every step. */
  @Test
  void fastCommitsOfAllModesDoNotDisturbEachOther() throws Exception {
    SimVfs vfs = SimVfs.memory("log");
    LogBench bench = new LogBench(vfs, new WalOptions(1 << 20, 0, 64, 1), 0);
    runCommitters(bench.log, 4, 20_000, 79);
    assertEquals(80_000, bench.log.statistics().records());
    bench.log.close();
    assertComplete(vfs, 4, 20_000);
  }

  @Test
  void aDelayedGroupLosesNothingEither() throws Exception {
    SimVfs vfs = SimVfs.tracked(1);
    LogBench bench = new LogBench(vfs, new WalOptions(1 << 16, 200, 4, 1), 0);
    runCommitters(bench.log, 8, 100, 78);
    bench.log.close();
    assertComplete(vfs.crash(5), 8, 100);
  }

  @Test
  void recordsOfManyThreadsArriveOnARealDiskUnderInterrupts() throws Exception {
    try (Vfs vfs = DiskVfs.open(directory, true)) {
      LogBench bench = new LogBench(vfs, SMALL, 0);
      List<Thread> committers = new ArrayList<>();
      AtomicBoolean failed = new AtomicBoolean();
      for (int i = 0; i < 6; i++) {
        int owner = i;
        Thread thread =
            new Thread(() -> commit(bench.log, owner, 100, new Random(owner)), "committer " + i);
        thread.setUncaughtExceptionHandler((victim, error) -> failed.set(true));
        committers.add(thread);
      }
      committers.forEach(Thread::start);
      long interrupts = 0;
      while (committers.stream().anyMatch(Thread::isAlive)) {
        committers.forEach(Thread::interrupt);
        interrupts++;
        Thread.onSpinWait();
      }
      assertFalse(failed.get());
      assertTrue(interrupts > 10);
      assertTrue(bench.log.statistics().batches() < 600, "commits never shared a force");
      bench.log.close();
      assertComplete(vfs, 6, 100);
    }
  }

  /** While one force is under way everybody queues up; then one more force serves them all. */
  @Test
  void waitingCommitsShareOneForce() throws Exception {
    GatedVfs gated = new GatedVfs(SimVfs.memory("log"));
    LogBench bench = new LogBench(gated, new WalOptions(1 << 20, 0, 64, 5), 0);
    gated.closeGate();
    Thread first = committer(bench);
    awaitForce(gated);
    List<CompletableFuture<Void>> waiting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      waiting.add(bench.log.whenDurable(bench.append(new byte[40]), Durability.GROUP));
    }
    gated.openGate();
    first.join();
    for (CompletableFuture<Void> commit : waiting) {
      commit.get();
    }
    WalStatistics statistics = bench.log.statistics();
    assertEquals(21, statistics.records());
    assertEquals(2, statistics.writes());
    assertEquals(0, statistics.copies());
    assertEquals(2, statistics.batches());
    assertEquals(21, statistics.recordsForced());
    assertEquals(20, statistics.batchRecordsMax());
    assertEquals(10.5, statistics.batchRecordsMean());
    bench.log.close();
  }

  private static Thread committer(LogBench bench) {
    Thread thread = new Thread(() -> bench.log.await(bench.append(new byte[40]), Durability.GROUP));
    thread.start();
    return thread;
  }

  private static void awaitForce(GatedVfs gated) {
    while (gated.forcesWaiting() == 0) {
      Thread.onSpinWait();
    }
  }

  /** A commit that only needs the operating system is not held up by a slow force. */
  @Test
  void writingGoesOnDuringAForce() throws Exception {
    GatedVfs gated = new GatedVfs(SimVfs.memory("log"));
    LogBench bench = new LogBench(gated, new WalOptions(1 << 20, 0, 64, 5), 0);
    gated.closeGate();
    Thread slow = committer(bench);
    awaitForce(gated);
    for (int i = 0; i < 10; i++) {
      long endLsn = bench.append(new byte[40]);
      bench.log.await(endLsn, i % 2 == 0 ? Durability.NONE : Durability.INTERVAL);
      assertTrue(bench.log.writtenLsn() >= endLsn);
    }
    assertEquals(0, bench.log.durableLsn());
    gated.openGate();
    slow.join();
    bench.log.close();
    assertEquals(11, LogBench.replay(gated, 0).size());
  }

  @Test
  void aFullGroupEndsTheDelayEarly() throws Exception {
    SimVfs vfs = SimVfs.memory("log");
    long hourMicros = 3_600_000_000L;
    LogBench bench = new LogBench(vfs, new WalOptions(1 << 20, hourMicros, 3, 5), 0);
    List<CompletableFuture<Void>> group = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      assertTrue(group.stream().noneMatch(CompletableFuture::isDone));
      group.add(bench.log.whenDurable(bench.append(new byte[9]), Durability.GROUP));
    }
    for (CompletableFuture<Void> member : group) {
      member.get();
    }
    assertEquals(3, bench.log.statistics().batchRecordsMax());
    CompletableFuture<Void> patient =
        bench.log.whenDurable(bench.append(new byte[9]), Durability.GROUP);
    bench.log.await(bench.append(new byte[9]), Durability.ALWAYS);
    patient.get();
    CompletableFuture<Void> last =
        bench.log.whenDurable(bench.append(new byte[9]), Durability.GROUP);
    bench.log.close();
    last.get();
  }
}
