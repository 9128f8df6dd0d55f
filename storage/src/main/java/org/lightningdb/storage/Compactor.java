package org.lightningdb.storage;

import java.util.concurrent.ThreadFactory;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.maintenance.BackgroundTask;

/**
 * The thread that compacts whenever a checkpoint has made something to compact. A failure ends its
 * loop, which is begun anew after a pause.
 */
final class Compactor {
  private final CompactionRunner runner;
  private final CompactionPressure pressure;
  private final BackgroundTask task;
  private final Thread thread;

  Compactor(
      CompactionRunner runner,
      CompactionPressure pressure,
      BackgroundTask task,
      ThreadFactory threads) {
    this.runner = runner;
    this.pressure = pressure;
    this.task = task;
    this.thread = threads.newThread(task.restarting(this::run));
    thread.setName("lightning-compaction");
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (pressure.awaitRequest()) {
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
      return runner.runOne();
    } catch (RuntimeException | Error e) {
      boolean closing = e instanceof StorageException known && known.kind() == Kind.CLOSED;
      if (closing && pressure.isStopped()) {
        return false;
      }
      failure = e;
      pressure.failed(e);
      throw e;
    } finally {
      task.end(failure);
    }
  }

  /** Ends the compaction under way and the thread; returns when it has ended. */
  void stop() {
    task.stop();
    pressure.stop();
    runner.close();
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
}
