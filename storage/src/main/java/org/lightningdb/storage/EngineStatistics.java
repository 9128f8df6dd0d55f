package org.lightningdb.storage;

/**
 * Counters since open, for system views and tests. Bytes are bytes on disk.
 *
 * @param walRecords commit records appended
 * @param walForces forces of the log
 * @param walBytesLive log that recovery would read now
 * @param checkpoints completed checkpoints
 * @param deltaBytes memory held by the delta
 * @param dataBytes size of the data file
 * @param visibleTimestamp newest commit that readers see
 */
public record EngineStatistics(
    long walRecords,
    long walForces,
    long walBytesLive,
    long checkpoints,
    long deltaBytes,
    long dataBytes,
    long visibleTimestamp) {}
