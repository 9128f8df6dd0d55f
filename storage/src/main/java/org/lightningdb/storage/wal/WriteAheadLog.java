package org.lightningdb.storage.wal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.maintenance.BackgroundTask;
import org.lightningdb.storage.maintenance.BackgroundTasks;
import org.lightningdb.storage.maintenance.UninterruptedWait;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.vfs.NoSpaceException;
import org.lightningdb.storage.vfs.Vfs;

/**
 * The write-ahead log: an endless row of bytes to which records are appended, kept in segment
 * files. An LSN is a position in that row; a record goes from its start LSN (inclusive) to its end
 * LSN (exclusive), and the next one starts at or after that.
 *
 * <p>Appending only copies into a buffer. A record counts once {@link #await} has returned for its
 * end LSN: nothing is acknowledged that is only in the memory of this process.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>durable LSN &lt;= written LSN &lt;= end LSN, and all three only grow;
 *   <li>every byte up to the end LSN has its place in a segment that is already on the device, so a
 *       full disk is met before anything of a record is logged;
 *   <li>forced bytes are never written again, and the device is trusted not to harm bytes beside
 *       those that it writes (sectors may be torn, neighbours may not);
 *   <li>what replay delivered has been forced before the log accepts anything new.
 * </ul>
 *
 * <p>Threads: all methods are thread-safe; the caller decides the order of records by ordering its
 * calls of {@link #append}. One thread of the log writes and forces, another makes segments ahead
 * of time, a third archives full ones. Interrupts disturb no wait and are kept. {@link LogFlusher}
 * tells how commits share forces, {@link LogReader} how the end is told from damage, {@link
 * Fragment} and {@link SegmentHeader} draw the bytes.
 *
 * <p>After the first failed write or force every waiter and every later call gets {@code
 * FAILED_STOP}; nothing is retried.
 */
public final class WriteAheadLog implements AutoCloseable {
  /** Longest record. */
  public static final int RECORD_BYTES_MAX = 1 << 30;

  private final SegmentFiles segments;
  private final LogFlusher flusher;
  private final SegmentPreparer preparer;
  private final @Nullable SegmentArchiver archiver;
  private final BackgroundTask writerTask;
  private final long archiveBacklogBytesMax;
  private final List<Thread> threads;

  /** Keeps the fragments of one record together. */
  private final ReentrantLock appendLock = new ReentrantLock();

  private volatile long endLsn;
  private volatile long floorLsn;
  private boolean appended;
  private boolean closed;

  private WriteAheadLog(
      SegmentFiles segments, WalOptions options, long floorLsn, long endLsn, LogServices services) {
    this.segments = segments;
    this.archiveBacklogBytesMax = options.archiveBacklogBytesMax();
    BackgroundTasks tasks = services.tasks();
    this.writerTask = tasks.register("log-writer");
    this.flusher = new LogFlusher(segments, options, endLsn, services, writerTask);
    BackgroundTask preparerTask = tasks.register("log-segments");
    this.preparer = new SegmentPreparer(segments, flusher, preparerTask);
    SegmentArchive archive = services.archive();
    List<Runnable> works = new ArrayList<>();
    works.add(writerTask.restarting(flusher));
    works.add(preparerTask.restarting(preparer));
    if (archive == null) {
      this.archiver = null;
    } else {
      BackgroundTask archiverTask = tasks.register("log-archive");
      this.archiver = new SegmentArchiver(archive, segments, flusher, archiverTask);
      works.add(archiverTask.restarting(archiver));
    }
    this.floorLsn = floorLsn;
    this.endLsn = endLsn;
    this.threads = works.stream().map(services.threads()::newThread).toList();
  }

  /**
   * Opens the log, or begins one if there is none and {@code floorLsn} is 0, and hands every record
   * that starts at or after {@code floorLsn} to {@code replay} before it returns.
   *
   * @param databaseId repeated in every segment; a segment of another database is refused
   * @param floorLsn 0, or the end LSN of a record; nothing before it is read
   * @throws StorageException {@code CORRUPT} naming file and offset, {@code FOREIGN_FORMAT}, {@code
   *     DISK_FULL}
   * @throws IOException if the device fails; the log is closed again
   */
  public static WriteAheadLog open(
      Vfs vfs,
      WalOptions options,
      long databaseId,
      long floorLsn,
      WalConsumer replay,
      LogServices services)
      throws IOException {
    SegmentFiles segments =
        new SegmentFiles(
            vfs, databaseId, options.segmentBytes(), services.archive() != null, services.arrays());
    boolean opened = false;
    try {
      LogReader reader = new LogReader(segments.openExisting(floorLsn), floorLsn, replay);
      long endLsn = reader.replay();
      segments.settle(endLsn, reader.staleBehindEnd());
      segments.extendTo(endLsn);
      WriteAheadLog log = new WriteAheadLog(segments, options, floorLsn, endLsn, services);
      log.threads.forEach(Thread::start);
      opened = true;
      return log;
    } catch (NoSpaceException e) {
      throw diskFull(e);
    } finally {
      if (!opened) {
        segments.close();
      }
    }
  }

  private static StorageException diskFull(NoSpaceException cause) {
    return new StorageException(
        Kind.DISK_FULL, "no space for the log, nothing was logged: " + cause.getMessage(), cause);
  }

  /**
   * Appends a record, copying it, and returns its end LSN. Usually only a copy; waits if the
   * buffers are full or a segment must be made first.
   *
   * @throws StorageException {@code LIMIT} above {@link #RECORD_BYTES_MAX}; {@code DISK_FULL},
   *     there is no space or the archive is too far behind: nothing was logged, a later append may
   *     succeed; {@code FAILED_STOP}; {@code CLOSED}
   * @throws OutOfMemoryError nothing was logged, or the log has {@link #failed}
   */
  public long append(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length > RECORD_BYTES_MAX) {
      throw new StorageException(
          Kind.LIMIT, "a log record of " + length + " bytes; at most " + RECORD_BYTES_MAX);
    }
    appendLock.lock();
    try {
      requireOpen();
      flusher.requireUsable();
      requireArchiveKeepsUp();
      reserve(length);
      flusher.prepare(Fragment.bytes(Math.min(length, Fragment.PAYLOAD_BYTES_MAX)));
      endLsn = appendFragments(new AppendBuffer.Payload(buffer, offset, length), length);
      appended = true;
      if (segments.endLsn() - endLsn < segments.capacity() / 2) {
        preparer.want(endLsn + segments.capacity());
      }
      return endLsn;
    } finally {
      appendLock.unlock();
    }
  }

  /** Whether the log has stopped for good. */
  public boolean failed() {
    return flusher.failed();
  }

  private void requireOpen() {
    if (closed) {
      throw new StorageException(Kind.CLOSED, "the log is closed");
    }
  }

  private void requireArchiveKeepsUp() {
    SegmentArchiver behind = archiver;
    if (behind == null || archiveBacklogBytesMax == 0) {
      return;
    }
    if (endLsn - segments.archivedLsn() > archiveBacklogBytesMax + segments.capacity()) {
      ArchiveStatistics archive = behind.statistics();
      throw new StorageException(
          Kind.DISK_FULL,
          "the archive of the log is "
              + archive.backlogBytes()
              + " bytes behind and at most "
              + archiveBacklogBytesMax
              + " may wait for it; nothing was logged; its last failure: "
              + archive.lastFailure());
    }
  }

  /** Makes sure that a record has its place, whatever happens at the ends of segments. */
  private void reserve(int length) {
    long overheadPerSegment = Fragment.HEADER_BYTES + Fragment.SPACE_BYTES_MIN;
    long fragmentsMax =
        length / Fragment.PAYLOAD_BYTES_MAX
            + length / (segments.capacity() - overheadPerSegment)
            + 3L;
    long neededLsn = endLsn + length + fragmentsMax * (overheadPerSegment + Long.BYTES);
    if (segments.endLsn() >= neededLsn) {
      return;
    }
    try {
      segments.extendTo(neededLsn);
    } catch (NoSpaceException e) {
      throw diskFull(e);
    } catch (IOException e) {
      throw flusher.fail(e);
    }
  }

  private long appendFragments(AppendBuffer.Payload record, int length) {
    long lsn = endLsn;
    int done = 0;
    boolean complete = false;
    try {
      do {
        Segment segment = segments.segmentAt(lsn);
        int space = (int) (segment.endLsn() - lsn);
        if (space <= 0) {
          throw new IllegalStateException("no segment was reserved for LSN " + lsn);
        }
        if (space < Fragment.SPACE_BYTES_MIN) {
          flusher.pad(space);
          lsn += space;
        } else {
          int piece = Math.min(length - done, space - Fragment.HEADER_BYTES);
          piece = Math.min(piece, Fragment.PAYLOAD_BYTES_MAX);
          flusher.append(record, done, done + piece, segment.salt());
          done += piece;
          lsn += Fragment.bytes(piece);
          complete = done == length;
        }
      } while (!complete);
      return lsn;
    } finally {
      if (!complete && lsn > endLsn) {
        flusher.fail(new IllegalStateException("a record was left incomplete at LSN " + endLsn));
      }
    }
  }

  /**
   * Returns when the log up to {@code recordEndLsn} is as safe as asked: ALWAYS and GROUP on the
   * device, INTERVAL and NONE in the operating system.
   *
   * @param recordEndLsn what {@link #append} returned
   * @throws StorageException {@code FAILED_STOP}; whether the record will be found again is unknown
   */
  public void await(long recordEndLsn, Durability durability) {
    requireAppended(recordEndLsn);
    switch (durability) {
      case ALWAYS -> flusher.awaitForced(recordEndLsn, false);
      case GROUP -> flusher.awaitForced(recordEndLsn, true);
      case INTERVAL -> flusher.awaitWritten(recordEndLsn, true);
      case NONE -> flusher.awaitWritten(recordEndLsn, false);
    }
  }

  private void requireAppended(long recordEndLsn) {
    if (recordEndLsn > endLsn) {
      throw new IllegalArgumentException(
          "LSN " + recordEndLsn + " is behind the end of the log, " + endLsn);
    }
  }

  /**
   * As {@link #await}, without waiting for the device. What depends on the future runs in a thread
   * that others wait for: it must be short. Fails with the {@link StorageException} itself.
   */
  public CompletableFuture<Void> whenDurable(long recordEndLsn, Durability durability) {
    requireAppended(recordEndLsn);
    try {
      switch (durability) {
        case ALWAYS, GROUP -> {
          return flusher.whenForced(recordEndLsn, durability == Durability.GROUP);
        }
        case INTERVAL, NONE -> await(recordEndLsn, durability);
      }
      return CompletableFuture.completedFuture(null);
    } catch (StorageException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The end of the last appended record. */
  public long endLsn() {
    return endLsn;
  }

  /** Everything before this is on the device. */
  public long durableLsn() {
    return flusher.durableLsn();
  }

  /** Everything before this is in the operating system and survives the end of this process. */
  public long writtenLsn() {
    return flusher.writtenLsn();
  }

  /**
   * Says that no opening will ask for anything before {@code lsn} again: whole segments before it
   * are used again or deleted, once the archive, if there is one, has them. Asking for more than is
   * durable releases only what is durable.
   *
   * @throws StorageException {@code FAILED_STOP} if the device fails
   */
  public void releaseBefore(long lsn) {
    long allowed = Math.min(lsn, flusher.durableLsn());
    floorLsn = Math.max(floorLsn, allowed);
    try {
      segments.releaseBefore(allowed);
    } catch (IOException e) {
      throw flusher.fail(e);
    }
    if (archiver != null) {
      archiver.wake();
    }
  }

  /**
   * Reads from the disk what an opening would read, as far as it is durable now, and reports what
   * is not as it was written. Segments that are let go of meanwhile are passed over.
   */
  public void verify(Consumer<String> report) {
    long floor = floorLsn;
    long end = flusher.durableLsn();
    LogReader reader = new LogReader(segments.from(floor), floor, (lsn, payload) -> {});
    String problem = "the log is damaged";
    try {
      long unused = reader.replay();
    } catch (StorageException | IOException e) {
      problem = String.valueOf(e.getMessage());
    }
    if (reader.stoppedAt() < end && floor == floorLsn) {
      report.accept("LSN " + reader.stoppedAt() + " of the log: " + problem);
    }
  }

  /** Bytes that an opening would read now. */
  public long liveBytes() {
    return endLsn - floorLsn;
  }

  public WalStatistics statistics() {
    return flusher.statistics();
  }

  /** Whether somebody takes over the log before it is used again. */
  public boolean isArchived() {
    return archiver != null;
  }

  public ArchiveStatistics archiveStatistics() {
    return archiver == null ? ArchiveStatistics.NONE : archiver.statistics();
  }

  /**
   * Forces the rest, ends the threads and closes the files; after a failure it forces nothing.
   * Closing again does nothing.
   *
   * @throws StorageException {@code FAILED_STOP} if anything appended is not on the device; the
   *     threads and files are released all the same
   */
  @Override
  public void close() {
    appendLock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      closeOpen();
    } finally {
      appendLock.unlock();
    }
  }

  private void closeOpen() {
    try {
      flusher.close(appended ? closingSalt() : null);
    } finally {
      writerTask.stop();
      preparer.close();
      if (archiver != null) {
        archiver.close();
      }
      threads.forEach(UninterruptedWait::join);
      try {
        segments.close();
      } catch (IOException e) {
        flusher.fail(e);
      }
    }
    if (flusher.durableLsn() < endLsn) {
      flusher.requireUsable();
    }
  }

  /** The salt for a closing mark, if it has its place without more ado. */
  private @Nullable Long closingSalt() {
    Segment segment = segments.segmentAt(endLsn);
    return segment.endLsn() - endLsn < Fragment.SPACE_BYTES_MIN ? null : segment.salt();
  }
}
