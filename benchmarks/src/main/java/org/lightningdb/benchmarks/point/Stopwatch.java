package org.lightningdb.benchmarks.point;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/** Runs a piece of work several times and keeps CPU and wall time per operation of each round. */
final class Stopwatch {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final int warmUpRounds;
  private final int rounds;

  Stopwatch(int warmUpRounds, int rounds) {
    this.warmUpRounds = warmUpRounds;
    this.rounds = rounds;
  }

  /** Work that says how many operations it did. */
  interface Work {
    long run();
  }

  /** A row of a Markdown table: median and best CPU nanoseconds, median wall nanoseconds. */
  String measure(String name, Work work) {
    for (int round = 0; round < warmUpRounds; round++) {
      work.run();
    }
    double[] cpu = new double[rounds];
    double[] wall = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      long cpuStart = THREADS.getCurrentThreadCpuTime();
      long wallStart = System.nanoTime();
      long operations = work.run();
      wall[round] = (double) (System.nanoTime() - wallStart) / operations;
      cpu[round] = (double) (THREADS.getCurrentThreadCpuTime() - cpuStart) / operations;
    }
    Arrays.sort(cpu);
    Arrays.sort(wall);
    return String.format(
        Locale.ROOT,
        "| %-42s | %8.1f | %8.1f | %8.1f |",
        name,
        cpu[rounds / 2],
        cpu[0],
        wall[rounds / 2]);
  }
}
