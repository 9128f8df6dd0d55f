package org.lightningdb.storage.block;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that compress blocks ahead of those who write many. They come when there is work and go
 * when there is none. Thread-safe.
 */
public final class CompressionWorkers implements AutoCloseable {
  private static final int QUEUED_MAX = 64;
  private static final long IDLE_SECONDS = 2;

  private final ExecutorService threads;

  /**
   * @param factory makes the threads
   * @param threadsMax at least one
   */
  public CompressionWorkers(ThreadFactory factory, int threadsMax) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threadsMax,
            threadsMax,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUED_MAX),
            factory,
            new ThreadPoolExecutor.DiscardPolicy());
    pool.allowCoreThreadTimeOut(true);
    this.threads = pool;
  }

  /** Runs {@code task} soon, or never, if there is too much to do: who needs it runs it then. */
  void offer(Runnable task) {
    threads.execute(task);
  }

  /** Ends the threads when they are idle; tasks offered later are not run. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
