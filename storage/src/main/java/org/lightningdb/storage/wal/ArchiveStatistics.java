package org.lightningdb.storage.wal;

import org.jspecify.annotations.Nullable;

/**
 * How far the archive of a log is.
 *
 * @param archivedLsn everything before was taken over; meaningless without an archive
 * @param backlogBytes durable log that waits for the archive; some of it may be in segments that
 *     are not full yet
 * @param failures since the log was opened
 * @param lastFailure null if the last attempt succeeded
 */
public record ArchiveStatistics(
    long archivedLsn, long backlogBytes, long failures, @Nullable Throwable lastFailure) {
  /** Of a log without an archive. */
  public static final ArchiveStatistics NONE = new ArchiveStatistics(0, 0, 0, null);
}
