package org.lightningdb.storage;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that help the one that compacts; they end when they have had nothing to do. */
final class CompactionWorkers implements AutoCloseable {
  private static final long IDLE_SECONDS_MAX = 10;

  private final Executor executor;
  private final Runnable closer;

  /**
   * @param count 0 = none: the caller does everything
   */
  CompactionWorkers(int count, ThreadFactory threads) {
    if (count == 0) {
      this.executor = Runnable::run;
      this.closer = () -> {};
      return;
    }
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS_MAX,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = threads.newThread(work);
              thread.setName("lightning-compaction-worker");
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    this.executor = pool;
    this.closer = pool::shutdown;
  }

  Executor executor() {
    return executor;
  }

  @Override
  public void close() {
    closer.run();
  }
}
