package org.lightningdb.benchmarks.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.wal.WalStatistics;
import org.lightningdb.storage.wal.WriteAheadLog;

/**
 * Clients that commit records of one size without a pause.
 *
 * @param threads clients
 * @param durability of each commit
 * @param window commits that one client has under way; 1 = it waits for each
 */
record LogLoad(int threads, Durability durability, int window) {
  private static final int RECORD_BYTES = 120;
  private static final int LATENCIES_KEPT = 1 << 12;
  private static final long LIVE_BYTES_MAX = 64L << 20;

  /** What one client saw. */
  private record Client(long commits, List<Long> latencyNanos) {}

  /**
   * @param latencyNanos sorted, of the last commits of each client
   * @param cpuNanos of the whole process
   */
  record Outcome(
      long commits, double seconds, long forces, List<Long> latencyNanos, long cpuNanos) {
    double perSecond() {
      return commits / seconds;
    }

    double quantileMicros(double share) {
      return latencyNanos.isEmpty()
          ? Double.NaN
          : latencyNanos.get((int) (share * (latencyNanos.size() - 1))) / 1e3;
    }
  }

  Outcome run(WriteAheadLog log, long millis) throws InterruptedException, ExecutionException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch ready = new CountDownLatch(threads);
      CountDownLatch go = new CountDownLatch(1);
      List<Future<Client>> clients = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        boolean releases = i == 0;
        clients.add(
            executor.submit(
                () -> {
                  ready.countDown();
                  go.await();
                  long end = System.nanoTime() + millis * 1_000_000;
                  return window == 1 ? await(log, end, releases) : pipeline(log, end, releases);
                }));
      }
      ready.await();
      WalStatistics before = log.statistics();
      long cpuBefore = Machine.processCpuNanos();
      long start = System.nanoTime();
      go.countDown();
      long commits = 0;
      List<Long> latencies = new ArrayList<>();
      for (Future<Client> client : clients) {
        commits += client.get().commits();
        latencies.addAll(client.get().latencyNanos());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      long cpu = Machine.processCpuNanos() - cpuBefore;
      WalStatistics after = log.statistics();
      return new Outcome(
          commits,
          seconds,
          after.batches() - before.batches(),
          latencies.stream().sorted().toList(),
          cpu);
    } finally {
      executor.shutdownNow();
    }
  }

  private Client await(WriteAheadLog log, long end, boolean releases) {
    byte[] record = new byte[RECORD_BYTES];
    long[] latencies = new long[LATENCIES_KEPT];
    int count = 0;
    long now = System.nanoTime();
    while (now < end) {
      long endLsn = log.append(record, 0, record.length);
      log.await(endLsn, durability);
      long after = System.nanoTime();
      latencies[count++ % LATENCIES_KEPT] = after - now;
      now = after;
      if (releases) {
        release(log, endLsn);
      }
    }
    return new Client(
        count, Arrays.stream(latencies, 0, Math.min(count, LATENCIES_KEPT)).boxed().toList());
  }

  private Client pipeline(WriteAheadLog log, long end, boolean releases) {
    byte[] record = new byte[RECORD_BYTES];
    Deque<CompletableFuture<Void>> underWay = new ArrayDeque<>(window);
    long count = 0;
    while (System.nanoTime() < end) {
      long endLsn = log.append(record, 0, record.length);
      underWay.addLast(log.whenDurable(endLsn, durability));
      if (underWay.size() == window) {
        underWay.removeFirst().join();
        count++;
      }
      if (releases) {
        release(log, endLsn);
      }
    }
    while (!underWay.isEmpty()) {
      underWay.removeFirst().join();
      count++;
    }
    return new Client(count, List.of());
  }

  /** As a checkpoint would, so that segments are used again. */
  private static void release(WriteAheadLog log, long endLsn) {
    if (log.liveBytes() > LIVE_BYTES_MAX) {
      log.await(endLsn, Durability.ALWAYS);
      log.releaseBefore(endLsn);
    }
  }
}
