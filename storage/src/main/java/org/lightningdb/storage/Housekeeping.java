package org.lightningdb.storage;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.backup.BackupSource;
import org.lightningdb.storage.maintenance.BackgroundTasks;
import org.lightningdb.storage.scrub.ScrubReport;
import org.lightningdb.storage.spec.MaintenanceOptions;
import org.lightningdb.storage.txn.CommitPipeline;
import org.lightningdb.storage.txn.Snapshots;

/**
 * What an engine does for its own good when nothing asks for it: forgets the past that nobody may
 * ask for any more, gives space back, and reads what it has on the disk.
 */
final class Housekeeping {
  private final HistoryTrimmer historyTrimmer;
  private final SpaceReturner spaceReturner;
  private final @Nullable ScrubTask scrubTask;

  Housekeeping(
      CommitPipeline pipeline,
      Snapshots snapshots,
      CheckpointWriter writer,
      Supplier<? extends BackupSource> pin,
      MaintenanceOptions options,
      EngineServices services,
      BackgroundTasks tasks) {
    this.historyTrimmer =
        new HistoryTrimmer(
            pipeline,
            writer,
            () -> retentionMillisMin(snapshots),
            tasks.register("history"),
            services.threads());
    this.spaceReturner =
        new SpaceReturner(
            pipeline, writer, tasks.register("space"), services.nanoTime(), services.threads());
    this.scrubTask =
        options.scrubBytesPerSecond() == 0
            ? null
            : new ScrubTask(
                pin, options, services.nanoTime(), tasks.register("scrub"), services.threads());
  }

  private static long retentionMillisMin(Snapshots snapshots) {
    return snapshots.current().stores().values().stream()
        .mapToLong(store -> store.spec().historyMillis())
        .filter(millis -> millis > 0)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  void start() {
    historyTrimmer.start();
    spaceReturner.start();
    if (scrubTask != null) {
      scrubTask.start();
    }
  }

  /** Returns when the work under way has ended. */
  void stop() {
    spaceReturner.stop();
    historyTrimmer.stop();
    if (scrubTask != null) {
      scrubTask.stop();
    }
  }

  /** After the last checkpoint; takes a second at most. */
  void shrinkBeforeClosing() {
    spaceReturner.shrinkBeforeClosing();
  }

  /** Null if there was no pass yet. */
  @Nullable ScrubReport lastScrub() {
    return scrubTask == null ? null : scrubTask.lastReport();
  }
}
