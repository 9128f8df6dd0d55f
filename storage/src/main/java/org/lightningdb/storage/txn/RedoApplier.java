package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.delta.Delta;
import org.lightningdb.storage.maintenance.UninterruptedWait;

/**
 * Puts replayed versions into the deltas. Reading a log takes a small part of the time that putting
 * its versions into their places takes, most of which is waiting for memory; so from a certain
 * number on one or a few threads do that, each for its share of the keys. The versions of one key
 * stay in order, as they go to the same thread. More threads than processors left beside the caller
 * do harm: two that put into one delta take half again as long for each version as one.
 *
 * <p>A few versions are put by the caller itself: threads would take longer to start.
 *
 * <p>Used by the opening thread only.
 */
public final class RedoApplier implements AutoCloseable {
  private static final int DIRECT_MAX = 8192;

  private final ThreadFactory threadFactory;
  private final int workersMax;
  private final Consumer<RedoBatch> target;
  private final List<Thread> threads = new ArrayList<>();
  private final List<RedoWorker> workers = new ArrayList<>();
  private final List<RedoBatch> batches = new ArrayList<>();
  private int direct;

  /**
   * @param threadFactory makes the threads
   * @param workersMax number of threads beside the caller; none = the caller does it all
   */
  public RedoApplier(ThreadFactory threadFactory, int workersMax) {
    this(threadFactory, workersMax, RedoBatch::apply);
  }

  RedoApplier(ThreadFactory threadFactory, int workersMax, Consumer<RedoBatch> target) {
    this.threadFactory = threadFactory;
    this.workersMax = workersMax;
    this.target = target;
  }

  /** Keeps the bytes of key and value, which must not change any more. */
  void put(Delta delta, Slice key, long timestamp, @Nullable Slice value) {
    if (workers.isEmpty()) {
      delta.put(key, timestamp, value);
      direct++;
      if (direct == DIRECT_MAX && workersMax > 0) {
        start();
      }
      return;
    }
    int share = Math.floorMod(hash(key), workers.size());
    RedoBatch batch = batches.get(share);
    batch.add(delta, key, timestamp, value);
    if (batch.isFull()) {
      workers.get(share).add(batch);
      batches.set(share, new RedoBatch());
    }
  }

  private void start() {
    for (int i = 0; i < workersMax; i++) {
      RedoWorker worker = new RedoWorker(target);
      Thread thread = threadFactory.newThread(worker);
      thread.start();
      threads.add(thread);
      workers.add(worker);
      batches.add(new RedoBatch());
    }
  }

  private static int hash(Slice key) {
    byte[] array = key.array();
    int hash = 0;
    for (int i = key.offset(); i < key.offset() + key.length(); i++) {
      hash = 31 * hash + array[i];
    }
    return hash ^ (hash >>> 16);
  }

  /** Returns when everything so far is in its place. A failure of a thread is thrown here. */
  void settle() {
    handOver();
    workers.forEach(RedoWorker::awaitIdle);
    requireSuccess();
  }

  /**
   * Returns when everything is in its place and the threads have ended; nothing may follow. A
   * failure of a thread is thrown here.
   */
  public void finish() {
    handOver();
    close();
    requireSuccess();
  }

  private void handOver() {
    for (int i = 0; i < workers.size(); i++) {
      if (!batches.get(i).isEmpty()) {
        workers.get(i).add(batches.get(i));
        batches.set(i, new RedoBatch());
      }
    }
  }

  private void requireSuccess() {
    for (RedoWorker worker : workers) {
      Throwable failure = worker.failure();
      if (failure instanceof Error serious) {
        throw serious;
      }
      if (failure != null) {
        throw new IllegalStateException("replaying the log failed", failure);
      }
    }
  }

  /** Ends the threads. Closing again does nothing. */
  @Override
  public void close() {
    workers.forEach(RedoWorker::complete);
    threads.forEach(UninterruptedWait::join);
  }
}
