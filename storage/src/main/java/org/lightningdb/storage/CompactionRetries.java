package org.lightningdb.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * When stores whose compaction failed are tried again: after pauses that double from failure to
 * failure, so that the others go on meanwhile. Thread-safe.
 */
final class CompactionRetries {
  private static final long PAUSE_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long PAUSE_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

  /** No store waits. */
  static final long NEVER = Long.MAX_VALUE;

  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<Long, Pause> pauses = new HashMap<>();

  private record Pause(long nanos, long sinceNanos) {
    long left(long now) {
      return nanos - (now - sinceNanos);
    }
  }

  CompactionRetries(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void failed(long storeId) {
    lock.lock();
    try {
      Pause last = pauses.get(storeId);
      long nanos = last == null ? PAUSE_NANOS_MIN : Math.min(PAUSE_NANOS_MAX, 2 * last.nanos());
      pauses.put(storeId, new Pause(nanos, nanoTime.getAsLong()));
    } finally {
      lock.unlock();
    }
  }

  /** The store has been compacted, or has nothing to compact. */
  void forget(long storeId) {
    lock.lock();
    try {
      pauses.remove(storeId);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets stores that are not there any more. */
  void keepOnly(Set<Long> storeIds) {
    lock.lock();
    try {
      pauses.keySet().retainAll(storeIds);
    } finally {
      lock.unlock();
    }
  }

  boolean isPaused(long storeId) {
    lock.lock();
    try {
      Pause pause = pauses.get(storeId);
      return pause != null && pause.left(nanoTime.getAsLong()) > 0;
    } finally {
      lock.unlock();
    }
  }

  /** How long until the first store is tried again; {@link #NEVER} if none waits. */
  long nanosToNext() {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      return pauses.values().stream().mapToLong(pause -> pause.left(now)).min().orElse(NEVER);
    } finally {
      lock.unlock();
    }
  }
}
