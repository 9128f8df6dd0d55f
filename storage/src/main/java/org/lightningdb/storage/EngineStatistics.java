package org.lightningdb.storage;

import org.lightningdb.storage.block.ReadCounts;
import org.lightningdb.storage.wal.ArchiveStatistics;
import org.lightningdb.storage.wal.WalStatistics;

/**
 * Counters since open, for system views and tests. Bytes are bytes on disk.
 *
 * @param wal what the log has done
 * @param archive how far the archive of the log is
 * @param walBytesLive log that recovery would read now
 * @param checkpoints completed checkpoints
 * @param deltaBytes memory held by the delta
 * @param dataBytes size of the data file
 * @param reads what was read from the data file
 * @param visibleTimestamp newest commit that readers see
 */
public record EngineStatistics(
    WalStatistics wal,
    ArchiveStatistics archive,
    long walBytesLive,
    long checkpoints,
    long deltaBytes,
    long dataBytes,
    ReadCounts reads,
    long visibleTimestamp) {

  /** Commit records appended. */
  public long walRecords() {
    return wal.records();
  }

  /** Forces of the log. */
  public long walForces() {
    return wal.batches();
  }
}
