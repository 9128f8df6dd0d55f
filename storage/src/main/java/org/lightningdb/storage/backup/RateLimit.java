package org.lightningdb.storage.backup;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

/**
 * Lets so many bytes a second pass, evenly: whoever comes waits until what passed before it has had
 * its time. Time that nobody used is lost but for a tenth of a second. Thread-safe.
 */
public final class RateLimit {
  private static final long SAVED_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(100);

  private final long bytesPerSecond;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();

  /** When the next bytes may pass. */
  @GuardedBy("lock")
  private long nextNanos;

  @GuardedBy("lock")
  private boolean stopped;

  /**
   * A limit that begins now.
   *
   * @param bytesPerSecond 0 = no limit
   */
  public RateLimit(long bytesPerSecond, LongSupplier nanoTime) {
    this.bytesPerSecond = bytesPerSecond;
    this.nanoTime = nanoTime;
    this.nextNanos = nanoTime.getAsLong();
  }

  /**
   * Returns when {@code bytes} may pass, or after {@link #stop}.
   *
   * @throws StorageException {@code INTERRUPTED}; the thread's flag is set again
   */
  public void pass(long bytes) {
    if (bytesPerSecond == 0) {
      return;
    }
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      long turn = Math.max(nextNanos, now - SAVED_NANOS_MAX);
      nextNanos = turn + bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
      long left = turn - now;
      while (left > 0 && !stopped) {
        left = Math.min(ended.awaitNanos(left), turn - nanoTime.getAsLong());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(Kind.INTERRUPTED, "interrupted while copying or verifying", e);
    } finally {
      lock.unlock();
    }
  }

  /** Ends every wait, now and later. */
  public void stop() {
    lock.lock();
    try {
      stopped = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
