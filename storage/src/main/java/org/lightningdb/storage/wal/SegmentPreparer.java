package org.lightningdb.storage.wal;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.lightningdb.storage.maintenance.BackgroundTask;
import org.lightningdb.storage.vfs.NoSpaceException;

/**
 * A thread that makes the next segment before it is needed, so that no commit waits for that. When
 * there is no room for it, on the disk or in memory, an append that really needs the segment tries
 * again and reports.
 */
final class SegmentPreparer implements Runnable {
  private final SegmentFiles segments;
  private final LogFlusher flusher;
  private final BackgroundTask task;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long wantedLsn;
  private long handledLsn;
  private boolean closing;

  SegmentPreparer(SegmentFiles segments, LogFlusher flusher, BackgroundTask task) {
    this.segments = segments;
    this.flusher = flusher;
    this.task = task;
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
    task.stop();
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
    while (awaitWork()) {
      if (!prepare(handledLsn)) {
        return;
      }
    }
  }

  /** False if the log is being closed. */
  private boolean awaitWork() {
    lock.lock();
    try {
      while (wantedLsn <= handledLsn && !closing) {
        changed.awaitUninterruptibly();
      }
      handledLsn = wantedLsn;
      return !closing;
    } finally {
      lock.unlock();
    }
  }

  /** False if the log has failed. */
  private boolean prepare(long lsn) {
    task.begin();
    Throwable error = null;
    try {
      segments.extendTo(lsn);
    } catch (NoSpaceException | OutOfMemoryError e) {
      error = e;
    } catch (IOException | RuntimeException | Error e) {
      error = flusher.fail(e);
    } finally {
      task.end(error);
    }
    return !flusher.failed();
  }
}
