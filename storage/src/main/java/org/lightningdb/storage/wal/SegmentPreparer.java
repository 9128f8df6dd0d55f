package org.lightningdb.storage.wal;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.lightningdb.storage.vfs.NoSpaceException;

/** A thread that makes the next segment before it is needed, so that no commit waits for that. */
final class SegmentPreparer implements Runnable {
  private final SegmentFiles segments;
  private final LogFlusher flusher;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long wantedLsn;
  private boolean closing;

  SegmentPreparer(SegmentFiles segments, LogFlusher flusher) {
    this.segments = segments;
    this.flusher = flusher;
  }

  /** Asks for space up to {@code lsn}, some time. */
  void want(long lsn) {
    lock.lock();
    try {
      wantedLsn = lsn;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closing = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    long handled = 0;
    while (true) {
      lock.lock();
      try {
        while (wantedLsn <= handled && !closing) {
          changed.awaitUninterruptibly();
        }
        if (closing) {
          return;
        }
        handled = wantedLsn;
      } finally {
        lock.unlock();
      }
      if (!prepare(handled)) {
        return;
      }
    }
  }

  private boolean prepare(long lsn) {
    try {
      segments.extendTo(lsn);
      return true;
    } catch (NoSpaceException | OutOfMemoryError e) {
      return true; // An append that really needs the segment tries again and reports.
    } catch (Throwable e) {
      flusher.fail(e);
      return false;
    }
  }
}
