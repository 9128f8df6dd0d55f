package org.lightningdb.storage;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.lightningdb.storage.maintenance.BackgroundTask;
import org.lightningdb.storage.txn.CommitPipeline;

/**
 * Gives space of the data file back while the database is in use.
 *
 * <p>A checkpoint writes blocks into free space and frees the ones they replace, so a file needs
 * room for the old and the new of whatever changes between two checkpoints; that much stays free
 * for the next one ({@link SpaceBound#BUSY}). When no checkpoint has ended for ten seconds, most of
 * it goes back, too ({@link SpaceBound#IDLE}). What views hold that are older than the newest
 * checkpoint comes on top in both cases.
 *
 * <p>The free end of the file is cut off; where blocks in use are in the way, they move first, an
 * eighth of the file at a time, each step a small checkpoint of its own.
 */
final class SpaceReturner {
  private static final long PERIOD_MILLIS = 1_000;
  private static final long PERIOD_MILLIS_MAX = 60_000;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final CheckpointWriter writer;
  private final BackgroundTask task;
  private final LongSupplier nanoTime;
  private final PeriodicWork thread;

  /** Of the task's thread only: when the count of checkpoints was seen to change last. */
  private long changedNanos;

  private long checkpointsSeen = -1;
  private long pauseMillis = PERIOD_MILLIS;

  SpaceReturner(
      CommitPipeline pipeline,
      CheckpointWriter writer,
      BackgroundTask task,
      LongSupplier nanoTime,
      ThreadFactory threads) {
    this.writer = writer;
    this.task = task;
    this.nanoTime = nanoTime;
    this.thread = new PeriodicWork(pipeline, () -> pauseMillis, this::look, task, threads);
  }

  void start() {
    thread.start();
  }

  /** Returns when the work under way has ended. */
  void stop() {
    thread.stop();
  }

  private void look() {
    long now = nanoTime.getAsLong();
    if (writer.completed() != checkpointsSeen) {
      checkpointsSeen = writer.completed();
      changedNanos = now;
      pauseMillis = PERIOD_MILLIS;
    }
    SpaceBound bound = now - changedNanos < IDLE_NANOS ? SpaceBound.BUSY : SpaceBound.IDLE;
    if (!writer.exceeds(bound)) {
      pauseMillis = PERIOD_MILLIS;
      return;
    }
    pauseMillis = Math.min(PERIOD_MILLIS_MAX, Math.max(PERIOD_MILLIS, 2 * pauseMillis));
    task.run(
        () -> {
          if (writer.shrink(bound)) {
            pauseMillis = 1;
          }
        });
  }

  /** What a second can do before the database is closed. */
  void shrinkBeforeClosing() {
    long start = nanoTime.getAsLong();
    boolean more = writer.exceeds(SpaceBound.IDLE);
    while (more && nanoTime.getAsLong() - start < CLOSING_NANOS) {
      more = writer.shrink(SpaceBound.IDLE);
    }
  }
}
