package org.lightningdb.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.CompactionOptions;
import org.lightningdb.storage.txn.WritePressure;

/**
 * Between checkpoints, which make young runs, and compactions, which merge them away: wakes the
 * compactions, and slows writers down when they do not keep up.
 *
 * <p>What counts is the store with the most young runs above one another. From {@link
 * CompactionOptions#youngRunsSlow} on every commit waits a little, more the more there are; at
 * {@link CompactionOptions#youngRunsStop} it waits until a compaction has ended. A delay ends early
 * when one does. Writers that have to wait are refused when the next compaction fails.
 *
 * <p>Thread-safe.
 */
final class CompactionPressure implements WritePressure {
  private static final long DELAY_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(5);

  private final CompactionOptions options;
  private final ReentrantLock mutex = new ReentrantLock();
  private final Condition changed = mutex.newCondition();

  /** Young runs above one another in the worst store. Written under the mutex. */
  private volatile int depth;

  @GuardedBy("mutex")
  private boolean requested;

  @GuardedBy("mutex")
  private boolean stopped;

  /** Compactions ended so far, well or not. */
  @GuardedBy("mutex")
  private long ended;

  @GuardedBy("mutex")
  private @Nullable StorageException lastFailure;

  CompactionPressure(CompactionOptions options) {
    this.options = options;
  }

  int depth() {
    return depth;
  }

  /** There may be something to compact. */
  void request(int newDepth) {
    mutex.lock();
    try {
      depth = newDepth;
      requested = true;
      changed.signalAll();
    } finally {
      mutex.unlock();
    }
  }

  /** A compaction has ended. */
  void compacted(int newDepth) {
    mutex.lock();
    try {
      depth = newDepth;
      ended++;
      lastFailure = null;
      changed.signalAll();
    } finally {
      mutex.unlock();
    }
  }

  /** A compaction has failed; it is tried again, see {@link CompactionRetries}. */
  void failed(Throwable failure) {
    mutex.lock();
    try {
      ended++;
      lastFailure =
          failure instanceof StorageException known
              ? known
              : new StorageException(Kind.FAILED_STOP, "a compaction failed: " + failure, failure);
      changed.signalAll();
    } finally {
      mutex.unlock();
    }
  }

  /** Nobody waits here any more. */
  void stop() {
    mutex.lock();
    try {
      stopped = true;
      changed.signalAll();
    } finally {
      mutex.unlock();
    }
  }

  boolean isStopped() {
    mutex.lock();
    try {
      return stopped;
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Returns when there may be something to compact; false when there never will be again.
   *
   * @param nanosToRetry how long until there may be without a request; {@link
   *     CompactionRetries#NEVER} for never
   */
  boolean awaitRequest(LongSupplier nanosToRetry) {
    mutex.lock();
    try {
      long left = nanosToRetry.getAsLong();
      while (!requested && !stopped && left > 0) {
        if (left == CompactionRetries.NEVER) {
          changed.await();
        } else {
          left = changed.awaitNanos(left);
        }
        left = Math.min(left, nanosToRetry.getAsLong());
      }
      requested = false;
      return !stopped;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      mutex.unlock();
    }
  }

  @Override
  public void beforeCommit() {
    int now = depth;
    if (now < options.youngRunsSlow() || options.threads() == 0) {
      return;
    }
    mutex.lock();
    try {
      if (now >= options.youngRunsStop()) {
        awaitCompaction();
      } else {
        double excess =
            (now - options.youngRunsSlow() + 1.0)
                / (options.youngRunsStop() - options.youngRunsSlow());
        delay((long) (excess * excess * DELAY_NANOS_MAX));
      }
    } finally {
      mutex.unlock();
    }
  }

  @Override
  public void afterCommit() {
    // Commits make no runs; checkpoints do, and tell of them.
  }

  /** An interrupt only ends the delay. */
  @GuardedBy("mutex")
  private void delay(long nanos) {
    long seen = ended;
    long left = nanos;
    try {
      while (left > 0 && ended == seen && !stopped) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @GuardedBy("mutex")
  private void awaitCompaction() {
    long first = ended;
    while (depth >= options.youngRunsStop() && ended < first + 2 && !stopped) {
      StorageException failure = lastFailure;
      if (failure != null && ended > first) {
        throw new StorageException(failure.kind(), String.valueOf(failure.getMessage()), failure);
      }
      try {
        changed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StorageException(
            Kind.INTERRUPTED, "interrupted while waiting for a compaction to make room", e);
      }
    }
  }
}
