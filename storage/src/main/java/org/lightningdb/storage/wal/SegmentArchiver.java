package org.lightningdb.storage.wal;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.maintenance.BackgroundTask;

/**
 * A thread that hands full segments to the archive, oldest first, and lets them go afterwards. It
 * sleeps until the log is durable up to the end of the next segment; nothing is polled.
 *
 * <p>A failure of the archive is kept for {@link #statistics} and for the task, which begins the
 * thread's work anew after a pause of up to five seconds: the same segment is tried again until it
 * succeeds.
 */
final class SegmentArchiver implements Runnable {
  private final SegmentArchive archive;
  private final SegmentFiles segments;
  private final LogFlusher flusher;
  private final BackgroundTask task;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean wanted = true;
  private boolean closing;
  private final AtomicLong failures = new AtomicLong();
  private volatile @Nullable Throwable lastFailure;

  SegmentArchiver(
      SegmentArchive archive, SegmentFiles segments, LogFlusher flusher, BackgroundTask task) {
    this.task = task;
    this.archive = archive;
    this.segments = segments;
    this.flusher = flusher;
  }

  /** Asks for another look. */
  void wake() {
    lock.lock();
    try {
      wanted = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The thread ends after the segment that is being archived. */
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

  ArchiveStatistics statistics() {
    long archivedLsn = segments.archivedLsn();
    return new ArchiveStatistics(
        archivedLsn, Math.max(0, flusher.durableLsn() - archivedLsn), failures.get(), lastFailure);
  }

  @Override
  public void run() {
    while (awaitWork()) {
      archiveFullSegments();
      if (flusher.failed()) {
        return;
      }
      long durableLsn = flusher.durableLsn();
      flusher.watch(Math.max(segments.endOfSegmentAt(durableLsn), durableLsn + 1), this::wake);
    }
  }

  /** False if the log is being closed. */
  private boolean awaitWork() {
    lock.lock();
    try {
      while (!wanted && !closing) {
        changed.awaitUninterruptibly();
      }
      wanted = false;
      return !closing;
    } finally {
      lock.unlock();
    }
  }

  private void archiveFullSegments() {
    Segment segment = segments.firstNotArchived(flusher.durableLsn());
    while (segment != null && !isClosing()) {
      Segment next = segment;
      task.run(() -> archive(next));
      segment = segments.firstNotArchived(flusher.durableLsn());
    }
  }

  private void archive(Segment segment) {
    long endLsn = segments.endOfSegmentAt(segment.firstLsn());
    try {
      archive.archive(segment.firstLsn(), endLsn, segment.file());
      lastFailure = null;
    } catch (IOException | RuntimeException | Error e) {
      throw failed(segment, e);
    }
    try {
      segments.archived(endLsn);
    } catch (IOException e) {
      throw flusher.fail(e);
    }
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  private IllegalStateException failed(Segment segment, Throwable cause) {
    lastFailure = cause;
    failures.incrementAndGet();
    wake(); // The task comes back to it.
    return new IllegalStateException(
        "cannot archive " + segment.file().name() + " yet: " + cause, cause);
  }
}
