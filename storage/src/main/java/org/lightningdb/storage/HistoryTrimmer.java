package org.lightningdb.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.lightningdb.storage.error.StorageException;
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

  private final CommitPipeline pipeline;
  private final CheckpointWriter writer;
  private final LongSupplier retentionMillisMin;
  private final BackgroundTask task;
  private final Thread thread;
  private final ReentrantLock mutex = new ReentrantLock();
  private final Condition stopping = mutex.newCondition();

  @GuardedBy("mutex")
  private boolean stopped;

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
    this.pipeline = pipeline;
    this.writer = writer;
    this.retentionMillisMin = retentionMillisMin;
    this.task = task;
    this.thread = threads.newThread(task.restarting(this::loop));
    thread.setName("lightning-history");
  }

  void start() {
    thread.start();
  }

  /** Ends the thread after the work under way; returns when it has ended. */
  void stop() {
    task.stop();
    mutex.lock();
    try {
      stopped = true;
      stopping.signalAll();
    } finally {
      mutex.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    while (pause()) {
      if (retentionMillisMin.getAsLong() == Long.MAX_VALUE) {
        continue;
      }
      try {
        task.run(writer::trimHistory);
      } catch (StorageException e) {
        if (!CheckpointWriter.abandons(e)) {
          throw e;
        }
      }
    }
  }

  /** Returns false when the thread shall end. */
  private boolean pause() {
    long periodMillis =
        Math.max(
            PERIOD_MILLIS_MIN, Math.min(PERIOD_MILLIS_MAX, retentionMillisMin.getAsLong() / 8));
    mutex.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(periodMillis);
      while (left > 0 && !stopped) {
        left = stopping.awaitNanos(left);
      }
      return !stopped && !pipeline.failed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      mutex.unlock();
    }
  }
}
