package org.lightningdb.storage.layout.lsm;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

/**
 * Bounds how many bytes compactions read in a second, and ends them when the engine closes. What
 * was not used of the last tenth of a second may be caught up with. Thread-safe.
 */
public final class CompactionThrottle {
  private static final long CATCH_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final long bytesPerSecondMax;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopping = lock.newCondition();
  private volatile boolean stopped;

  /** When the next bytes may pass. */
  @GuardedBy("lock")
  private long freeAtNanos;

  /**
   * @param bytesPerSecondMax 0 = no bound
   */
  public CompactionThrottle(long bytesPerSecondMax, LongSupplier nanoTime) {
    this.bytesPerSecondMax = bytesPerSecondMax;
    this.nanoTime = nanoTime;
    this.freeAtNanos = nanoTime.getAsLong();
  }

  /** Every compaction ends soon, with {@code CLOSED}. */
  public void stop() {
    lock.lock();
    try {
      stopped = true;
      stopping.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns when {@code bytes} may be read.
   *
   * @throws StorageException {@code CLOSED} after a stop, {@code INTERRUPTED}
   */
  void pass(long bytes) {
    if (stopped) {
      throw closed();
    }
    if (bytesPerSecondMax > 0) {
      waitFor(bytes);
    }
  }

  private void waitFor(long bytes) {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      long from = Math.max(freeAtNanos, now - CATCH_UP_NANOS);
      freeAtNanos = from + (long) ((double) bytes / bytesPerSecondMax * 1e9);
      long left = freeAtNanos - now;
      while (left > 0 && !stopped) {
        left = stopping.awaitNanos(left);
      }
      if (stopped) {
        throw closed();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(Kind.INTERRUPTED, "a compaction was interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private static StorageException closed() {
    return new StorageException(Kind.CLOSED, "compactions have ended");
  }
}
