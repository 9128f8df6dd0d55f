package org.lightningdb.storage.wal;

/**
 * Counters since the log was opened.
 *
 * @param records appended
 * @param forces of the log to the device; one may cover several segments
 * @param batches handed to the operating system
 * @param recordsPerForceMax largest number of records that shared one force
 */
public record WalStatistics(long records, long forces, long batches, long recordsPerForceMax) {}
