package org.lightningdb.sql.open;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.lightningdb.sql.exec.QueryThreads;

/**
 * The threads of a database that help its queries: as many as are needed, up to a limit; they end
 * when nobody needs them for a while. What is more is left to the thread that asks.
 */
final class HelperThreads implements QueryThreads, AutoCloseable {
  private static final long IDLE_SECONDS_MAX = 20;

  private final ThreadPoolExecutor pool;

  /**
   * @param factory makes daemon threads
   */
  HelperThreads(ThreadFactory factory, int threadsMax) {
    AtomicInteger number = new AtomicInteger();
    this.pool =
        new ThreadPoolExecutor(
            0,
            threadsMax,
            IDLE_SECONDS_MAX,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = factory.newThread(task);
              thread.setName("lightning-query-" + number.incrementAndGet());
              return thread;
            });
  }

  @Override
  public boolean tryRun(Runnable task) {
    try {
      pool.execute(task);
      return true;
    } catch (RejectedExecutionException nobodyFree) {
      return false;
    }
  }

  /** No thread works for a query by now, as its session is closed. */
  @Override
  public void close() {
    pool.shutdown();
  }
}
