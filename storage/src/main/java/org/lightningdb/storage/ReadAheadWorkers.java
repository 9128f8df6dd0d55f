package org.lightningdb.storage;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.lightningdb.storage.block.ReadAhead;
import org.lightningdb.storage.memory.MemoryPool;

/**
 * The threads that read what scans will want next. There are none before the first scan needs them,
 * and they end when they have had nothing to do. What does not fit into their queue is left to the
 * scan.
 */
final class ReadAheadWorkers implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int WAITING_MAX = 64;
  private static final long IDLE_SECONDS_MAX = 10;

  private final ThreadPoolExecutor pool;
  private final ReadAhead readAhead;

  ReadAheadWorkers(long windowBytesMax, MemoryPool memory, ThreadFactory threads) {
    this.pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS_MAX,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            work -> {
              Thread thread = threads.newThread(work);
              thread.setName("lightning-read-ahead");
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    pool.allowCoreThreadTimeOut(true);
    this.readAhead = new ReadAhead(pool, memory, windowBytesMax);
  }

  ReadAhead readAhead() {
    return readAhead;
  }

  /** Returns when nothing is being read any more. */
  @Override
  public void close() {
    pool.getQueue().clear();
    pool.shutdown();
    readAhead.close();
  }
}
