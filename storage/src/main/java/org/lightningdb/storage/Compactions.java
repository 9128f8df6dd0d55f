package org.lightningdb.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.lightningdb.storage.layout.lsm.CompactionThrottle;
import org.lightningdb.storage.maintenance.BackgroundTask;
import org.lightningdb.storage.maintenance.BackgroundTasks;
import org.lightningdb.storage.spec.CompactionOptions;
import org.lightningdb.storage.txn.CommitPipeline;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Snapshots;
import org.lightningdb.storage.txn.WritePressure;

/** Everything about compaction in one engine: wires the parts, which do the work. */
final class Compactions {
  private final CompactionPressure pressure;
  private final CompactionWorkers workers;
  private final CompactionRunner runner;

  /** None if nothing is compacted in the background. */
  private final List<Compactor> compactors = new ArrayList<>();

  Compactions(
      CommitPipeline pipeline,
      Snapshots snapshots,
      OpenedParts parts,
      CheckpointWriter checkpoints,
      Supplier<ReadView> views,
      CompactionOptions options,
      EngineServices services,
      BackgroundTasks tasks) {
    this.pressure = new CompactionPressure(options);
    this.workers = new CompactionWorkers(Math.max(1, options.threads()), services.threads());
    CompactionRetries retries = new CompactionRetries(services.nanoTime());
    this.runner =
        new CompactionRunner(
            pipeline,
            snapshots,
            parts,
            checkpoints,
            views,
            pressure,
            new CompactionThrottle(options.bytesPerSecondMax(), services.nanoTime()),
            retries,
            workers,
            Math.max(1, options.threads()));
    for (int i = 1; i <= options.threads(); i++) {
      BackgroundTask task = tasks.register(i == 1 ? "compaction" : "compaction-" + i);
      compactors.add(
          new Compactor(runner, pressure, retries::nanosToNext, task, services.threads()));
    }
  }

  WritePressure pressure() {
    return pressure;
  }

  void start() {
    compactors.forEach(Compactor::start);
    if (!compactors.isEmpty()) {
      pressure.request(0);
    }
  }

  void checkpointEnded() {
    pressure.request(runner.depth());
  }

  /** Returns when nothing is left to do and nothing is under way. */
  void runAll() {
    boolean more = true;
    while (more) {
      long seen = runner.ended();
      more = runner.runOne(CompactionRunner.Attempts.ALL) || runner.awaitEnd(seen);
    }
  }

  /** Ends the compactions under way and all threads. */
  void stop() {
    compactors.forEach(Compactor::stop);
    pressure.stop();
    runner.close();
    compactors.forEach(Compactor::join);
    workers.close();
  }
}
