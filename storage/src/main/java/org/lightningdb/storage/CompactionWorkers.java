package org.lightningdb.storage;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Shares out the threads that may work at compactions at once: each compaction holds one for as
 * long as it merges, and helpers take parts of merges while one is left over. The threads of
 * helpers end when they have had nothing to do.
 */
final class CompactionWorkers implements AutoCloseable {
  private static final long IDLE_SECONDS_MAX = 10;

  private final Semaphore working;
  private final Executor helpers;
  private final Runnable closer;

  /**
   * @param count threads at once, at least one
   */
  CompactionWorkers(int count, ThreadFactory threads) {
    this.working = new Semaphore(count, true);
    if (count == 1) {
      this.helpers = part -> {};
      this.closer = () -> {};
      return;
    }
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            count - 1,
            count - 1,
            IDLE_SECONDS_MAX,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = threads.newThread(work);
              thread.setName("lightning-compaction-worker");
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    this.helpers = part -> pool.execute(() -> help(part));
    this.closer = pool::shutdown;
  }

  /** What nobody is free for is left to the one who wants it done. */
  private void help(Runnable part) {
    if (working.tryAcquire()) {
      try {
        part.run();
      } finally {
        working.release();
      }
    }
  }

  /** May run what it is given, or not. */
  Executor helpers() {
    return helpers;
  }

  /** Runs {@code merge} once a thread may; an interrupt does not end the wait. */
  void run(Runnable merge) {
    working.acquireUninterruptibly();
    try {
      merge.run();
    } finally {
      working.release();
    }
  }

  @Override
  public void close() {
    closer.run();
  }
}
