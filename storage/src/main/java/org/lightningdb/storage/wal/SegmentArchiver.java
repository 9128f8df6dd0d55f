package org.lightningdb.storage.wal;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A thread that hands full segments to the archive, oldest first, and lets them go afterwards. It
 * sleeps until the log is durable up to the end of the next segment; nothing is polled.
 *
 * <p>A failure of the archive is kept for {@link #statistics} and logged; the same segment is tried
 * again when the next one is full or the log is released.
 */
final class SegmentArchiver implements Runnable {
  private static final System.Logger LOGGER = System.getLogger(SegmentArchiver.class.getName());

  private final SegmentArchive archive;
  private final SegmentFiles segments;
  private final LogFlusher flusher;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean wanted = true;
  private boolean closing;
  private final AtomicLong failures = new AtomicLong();
  private volatile @Nullable Throwable lastFailure;

  SegmentArchiver(SegmentArchive archive, SegmentFiles segments, LogFlusher flusher) {
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
    lock.lock();
    try {
      closing = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  ArchiveStatistics statistics() {
    return new ArchiveStatistics(segments.archivedLsn(), failures.get(), lastFailure);
  }

  @Override
  public void run() {
    while (awaitWork()) {
      try {
        archiveFullSegments();
      } catch (Throwable e) {
        flusher.fail(e);
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

  private void archiveFullSegments() throws IOException {
    Segment segment = segments.firstNotArchived(flusher.durableLsn());
    while (segment != null && !isClosing()) {
      long endLsn = segments.endOfSegmentAt(segment.firstLsn());
      try {
        archive.archive(segment.firstLsn(), endLsn, segment.file());
        lastFailure = null;
      } catch (IOException | RuntimeException | Error e) {
        failed(segment, e);
        return;
      }
      segments.archived(endLsn);
      segment = segments.firstNotArchived(flusher.durableLsn());
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

  private void failed(Segment segment, Throwable cause) {
    lastFailure = cause;
    failures.incrementAndGet();
    LOGGER.log(
        System.Logger.Level.WARNING, "cannot archive " + segment.file().name() + " yet", cause);
  }
}
