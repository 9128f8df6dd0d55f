package org.lightningdb.sql.differential;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs seeds side by side on all cores. Seed and number of queries of runs with a name are those of
 * {@code -Dlightning.NAME.seed} and {@code -Dlightning.NAME.queries}.
 */
record SeedRuns(long firstSeed, int queries, int queriesPerSeed) {
  /** What one seed reports; an empty list if all is well. */
  @FunctionalInterface
  interface Run {
    List<String> differences(long seed) throws SQLException;
  }

  static SeedRuns of(String name, long seed, int queries, int queriesPerSeed) {
    return new SeedRuns(
        Long.getLong("lightning." + name + ".seed", seed),
        Integer.getInteger("lightning." + name + ".queries", queries),
        queriesPerSeed);
  }

  /** What all seeds report, in their order. */
  String differences(Run run) throws InterruptedException, ExecutionException {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<List<String>>> running = new ArrayList<>();
      for (int done = 0; done < queries; done += queriesPerSeed) {
        long seed = firstSeed + done;
        running.add(threads.submit(() -> run.differences(seed)));
      }
      List<String> differences = new ArrayList<>();
      for (Future<List<String>> seed : running) {
        differences.addAll(seed.get());
      }
      return String.join("\n", differences);
    } finally {
      threads.shutdownNow();
    }
  }
}
