package org.lightningdb.storage;

import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.lightningdb.storage.maintenance.BackgroundTask;
import org.lightningdb.storage.txn.CommitPipeline;

/**
 * Lets stores forget in the background what their retention does not cover any more. Checkpoints do
 * so for the parts of a store that they touch; this is for the rest and for stores that nobody
 * changes. It looks every eighth of the shortest retention, but at most every second and at least
 * every minute.
 *
 * <p>So a superseded version is gone at the latest two retentions and one such period after it was
 * superseded: a block with a row that is not too old keeps all its rows, but no block outlives its
 * last rewrite by more than the retention.
 */
final class HistoryTrimmer {
  private static final long PERIOD_MILLIS_MIN = 1_000;
  private static final long PERIOD_MILLIS_MAX = 60_000;

  private final CheckpointWriter writer;
  private final LongSupplier retentionMillisMin;
  private final BackgroundTask task;
  private final PeriodicWork thread;

  /**
   * @param retentionMillisMin the shortest retention of all stores that have one; {@link
   *     Long#MAX_VALUE} if none has
   */
  HistoryTrimmer(
      CommitPipeline pipeline,
      CheckpointWriter writer,
      LongSupplier retentionMillisMin,
      BackgroundTask task,
      ThreadFactory threads) {
    this.writer = writer;
    this.retentionMillisMin = retentionMillisMin;
    this.task = task;
    this.thread = new PeriodicWork(pipeline, this::pauseMillis, this::trim, task, threads);
  }

  void start() {
    thread.start();
  }

  /** Returns when the work under way has ended. */
  void stop() {
    thread.stop();
  }

  private void trim() {
    if (retentionMillisMin.getAsLong() < Long.MAX_VALUE) {
      task.run(writer::trimHistory);
    }
  }

  private long pauseMillis() {
    long eighth = retentionMillisMin.getAsLong() / 8;
    return Math.max(PERIOD_MILLIS_MIN, Math.min(PERIOD_MILLIS_MAX, eighth));
  }
}
