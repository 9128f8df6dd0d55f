package org.lightningdb.storage.txn;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Applies the batches of one share of the keys in a thread of its own, in their order. After a
 * failure it drops what comes, so that nobody waits for it.
 */
final class RedoWorker implements Runnable {
  private static final int WAITING_MAX = 8;

  private final Consumer<RedoBatch> target;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private final Deque<RedoBatch> waiting = new ArrayDeque<>();

  @GuardedBy("lock")
  private boolean busy;

  @GuardedBy("lock")
  private boolean complete;

  @GuardedBy("lock")
  private @Nullable Throwable failure;

  RedoWorker(Consumer<RedoBatch> target) {
    this.target = target;
  }

  /** Hands a batch over; waits while the worker is far behind. */
  void add(RedoBatch batch) {
    lock.lock();
    try {
      while (waiting.size() == WAITING_MAX) {
        changed.awaitUninterruptibly();
      }
      waiting.addLast(batch);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says that no batch follows; the thread ends after the last. */
  void complete() {
    lock.lock();
    try {
      complete = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when everything that was handed over is applied, or dropped after a failure. */
  void awaitIdle() {
    lock.lock();
    try {
      while (busy || !waiting.isEmpty()) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The first failure so far. */
  @Nullable Throwable failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    for (RedoBatch batch = take(); batch != null; batch = take()) {
      try {
        target.accept(batch);
      } catch (Throwable e) {
        failed(e);
      }
    }
  }

  /** The next batch, or null after the last. */
  private @Nullable RedoBatch take() {
    lock.lock();
    try {
      busy = false;
      changed.signalAll();
      while (!complete && (waiting.isEmpty() || failure != null)) {
        waiting.clear();
        changed.signalAll();
        changed.awaitUninterruptibly();
      }
      if (failure != null) {
        waiting.clear();
      }
      RedoBatch next = waiting.pollFirst();
      busy = next != null;
      changed.signalAll();
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void failed(Throwable cause) {
    lock.lock();
    try {
      if (failure == null) {
        failure = cause;
      }
    } finally {
      lock.unlock();
    }
  }
}
