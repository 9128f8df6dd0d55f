package org.lightningdb.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.backup.BackupSource;
import org.lightningdb.storage.backup.RateLimit;
import org.lightningdb.storage.maintenance.BackgroundTask;
import org.lightningdb.storage.maintenance.UninterruptedWait;
import org.lightningdb.storage.scrub.ScrubReport;
import org.lightningdb.storage.scrub.Scrubber;
import org.lightningdb.storage.spec.MaintenanceOptions;

/** A thread that scrubs the database, pauses, and scrubs it again. */
final class ScrubTask {
  private static final System.Logger LOGGER = System.getLogger(ScrubTask.class.getName());

  private final Supplier<? extends BackupSource> pin;
  private final MaintenanceOptions options;
  private final LongSupplier nanoTime;
  private final BackgroundTask task;
  private final Thread thread;
  private final RateLimit limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopping = lock.newCondition();
  private volatile boolean stopped;

  @GuardedBy("lock")
  private @Nullable ScrubReport lastReport;

  ScrubTask(
      Supplier<? extends BackupSource> pin,
      MaintenanceOptions options,
      LongSupplier nanoTime,
      BackgroundTask task,
      ThreadFactory threads) {
    this.pin = pin;
    this.options = options;
    this.nanoTime = nanoTime;
    this.task = task;
    this.limit = new RateLimit(options.scrubBytesPerSecond(), nanoTime);
    this.thread = threads.newThread(task.restarting(this::loop));
    thread.setName("lightning-scrub");
  }

  void start() {
    thread.start();
  }

  /** Ends the thread in the middle of a pass; returns when it has ended. */
  void stop() {
    task.stop();
    limit.stop();
    lock.lock();
    try {
      stopped = true;
      stopping.signalAll();
    } finally {
      lock.unlock();
    }
    UninterruptedWait.join(thread);
  }

  /** What the last whole pass found; null if there was none yet. */
  @Nullable ScrubReport lastReport() {
    lock.lock();
    try {
      return lastReport;
    } finally {
      lock.unlock();
    }
  }

  private void loop() {
    while (pause()) {
      task.run(this::pass);
    }
  }

  private void pass() {
    try (BackupSource source = pin.get()) {
      ScrubReport report = new Scrubber(source, limit, nanoTime, () -> stopped).run();
      for (String problem : report.problems()) {
        LOGGER.log(System.Logger.Level.ERROR, "the scrubber found damage: {0}", problem);
      }
      lock.lock();
      try {
        lastReport = report.complete() ? report : lastReport;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Returns whether to go on. */
  private boolean pause() {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(options.scrubPauseMillis());
      while (left > 0 && !stopped) {
        left = stopping.awaitNanos(left);
      }
      return !stopped;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
