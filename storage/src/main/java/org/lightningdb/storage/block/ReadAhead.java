package org.lightningdb.storage.block;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.memory.MemoryPool;
import org.lightningdb.storage.memory.Reservation;

/**
 * What the scans of one data file share in order to read ahead: threads, memory, and how far.
 *
 * <p>Thread-safe. After {@link #close} nothing new is read in the background, and nothing is being
 * read any more.
 */
public final class ReadAhead implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(ReadAhead.class.getName());

  /** All scans together take no more than this part of the budget. */
  private static final int BUDGET_PARTS = 8;

  private final Executor executor;
  private final MemoryPool memory;
  private final long windowBytesMax;
  private final long bytesMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();

  @GuardedBy("lock")
  private int running;

  @GuardedBy("lock")
  private long bytesInUse;

  @GuardedBy("lock")
  private boolean closed;

  /**
   * @param executor runs reads on threads that may wait for the disk; it may also drop them: then
   *     the scan reads by itself when it comes there
   * @param windowBytesMax how far one scan reads ahead at most, in bytes on the disk
   */
  public ReadAhead(Executor executor, MemoryPool memory, long windowBytesMax) {
    this.executor = executor;
    this.memory = memory;
    this.windowBytesMax = windowBytesMax;
    this.bytesMax = memory.bytesMax() / BUDGET_PARTS;
  }

  long windowBytesMax() {
    return windowBytesMax;
  }

  /** Memory for {@code bytes}; null if there is none to spare. {@link #giveBack} returns it. */
  @Nullable Reservation reserve(long bytes) {
    lock.lock();
    try {
      if (closed || bytesInUse + bytes > bytesMax) {
        return null;
      }
      bytesInUse += bytes;
    } finally {
      lock.unlock();
    }
    Reservation reservation = memory.reserve("read ahead", 0);
    if (reservation.tryGrow(bytes)) {
      return reservation;
    }
    forget(bytes);
    return null;
  }

  void giveBack(Reservation reservation) {
    forget(reservation.bytes());
    reservation.close();
  }

  private void forget(long bytes) {
    lock.lock();
    try {
      bytesInUse -= bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Reads the batch in the background, or never: whoever wants it runs it, too. */
  void start(AheadBatch batch) {
    executor.execute(
        () -> {
          if (enter()) {
            try {
              batch.run();
            } catch (RuntimeException | Error e) {
              LOGGER.log(System.Logger.Level.DEBUG, "left to the scan to read", e);
            } finally {
              leave();
            }
          }
        });
  }

  private boolean enter() {
    lock.lock();
    try {
      running += closed ? 0 : 1;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      running--;
      idle.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when no thread of the executor reads for this any more. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      while (running > 0) {
        idle.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
