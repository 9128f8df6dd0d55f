package org.lightningdb.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.maintenance.BackgroundTask;
import org.lightningdb.storage.maintenance.UninterruptedWait;
import org.lightningdb.storage.txn.CommitPipeline;

/**
 * A background task that looks for work again and again, with pauses. A refusal of the disk ends
 * one attempt only; with the engine's failure the thread ends.
 */
final class PeriodicWork {
  private final CommitPipeline pipeline;
  private final LongSupplier pauseMillis;
  private final Runnable work;
  private final BackgroundTask task;
  private final Thread thread;
  private final ReentrantLock mutex = new ReentrantLock();
  private final Condition stopping = mutex.newCondition();

  @GuardedBy("mutex")
  private boolean stopped;

  /**
   * @param pauseMillis before each look
   */
  PeriodicWork(
      CommitPipeline pipeline,
      LongSupplier pauseMillis,
      Runnable work,
      BackgroundTask task,
      ThreadFactory threads) {
    this.pipeline = pipeline;
    this.pauseMillis = pauseMillis;
    this.work = work;
    this.task = task;
    this.thread = threads.newThread(task.restarting(this::loop));
    thread.setName("lightning-" + task.name());
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
    UninterruptedWait.join(thread);
  }

  private void loop() {
    while (pause()) {
      try {
        work.run();
      } catch (StorageException e) {
        if (!CheckpointWriter.abandons(e)) {
          throw e;
        }
      }
    }
  }

  /** Returns false when the thread shall end. */
  private boolean pause() {
    mutex.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(pauseMillis.getAsLong());
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
