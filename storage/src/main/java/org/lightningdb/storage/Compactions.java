package org.lightningdb.storage;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.layout.lsm.CompactionThrottle;
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

  /** Null if nothing is compacted in the background. */
  private final @Nullable Compactor compactor;

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
    this.workers = new CompactionWorkers(Math.max(0, options.threads() - 1), services.threads());
    this.runner =
        new CompactionRunner(
            pipeline,
            snapshots,
            parts,
            checkpoints,
            views,
            pressure,
            new CompactionThrottle(options.bytesPerSecondMax(), services.nanoTime()),
            workers.executor(),
            Math.max(1, options.threads()));
    this.compactor =
        options.threads() == 0
            ? null
            : new Compactor(runner, pressure, tasks.register("compaction"), services.threads());
  }

  WritePressure pressure() {
    return pressure;
  }

  void start() {
    Compactor background = compactor;
    if (background != null) {
      background.start();
      pressure.request(0);
    }
  }

  void checkpointEnded() {
    pressure.request(runner.depth());
  }

  /** Returns when nothing is left to do. */
  void runAll() {
    boolean more = true;
    while (more) {
      more = runner.runOne();
    }
  }

  /** Ends the compaction under way and all threads. */
  void stop() {
    Compactor background = compactor;
    if (background != null) {
      background.stop();
    }
    runner.close();
    workers.close();
  }
}
