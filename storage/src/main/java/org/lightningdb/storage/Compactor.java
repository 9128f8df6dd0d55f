package org.lightningdb.storage;

import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.maintenance.BackgroundTask;
import org.lightningdb.storage.maintenance.UninterruptedWait;

/**
 * A thread that compacts whenever a checkpoint has made something to compact; there may be several.
 * A failure is noted and the other stores go on; when the engine has failed, the loop ends.
 */
final class Compactor {
  private static final System.Logger LOGGER = System.getLogger(Compactor.class.getName());

  private final CompactionRunner runner;
  private final CompactionPressure pressure;
  private final LongSupplier nanosToRetry;
  private final BackgroundTask task;
  private final Thread thread;

  Compactor(
      CompactionRunner runner,
      CompactionPressure pressure,
      LongSupplier nanosToRetry,
      BackgroundTask task,
      ThreadFactory threads) {
    this.runner = runner;
    this.pressure = pressure;
    this.nanosToRetry = nanosToRetry;
    this.task = task;
    this.thread = threads.newThread(task.restarting(this::run));
    thread.setName("lightning-" + task.name());
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (pressure.awaitRequest(nanosToRetry)) {
      boolean more = true;
      while (more && !pressure.isStopped()) {
        more = runOne();
      }
    }
  }

  private boolean runOne() {
    task.begin();
    Throwable failure = null;
    try {
      return runner.runOne(CompactionRunner.Attempts.DUE);
    } catch (RuntimeException | Error e) {
      boolean closing = e instanceof StorageException known && known.kind() == Kind.CLOSED;
      if (closing && pressure.isStopped()) {
        return false;
      }
      failure = e;
      pressure.failed(e);
      if (runner.engineFailed()) {
        throw e;
      }
      LOGGER.log(System.Logger.Level.WARNING, "a compaction was abandoned", e);
      return true;
    } finally {
      task.end(failure);
    }
  }

  /** The compaction under way is its last. */
  void stop() {
    task.stop();
  }

  /** After the runner was closed; returns when the thread has ended. */
  void join() {
    UninterruptedWait.join(thread);
  }
}
