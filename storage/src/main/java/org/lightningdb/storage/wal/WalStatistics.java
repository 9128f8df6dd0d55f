package org.lightningdb.storage.wal;

/**
 * Counters since the log was opened. A batch is what one force made durable.
 *
 * @param records appended
 * @param writes calls that handed records to the operating system
 * @param copies into mapped segments, which took no call
 * @param batches forces of the log to the device; one may cover several segments
 * @param recordsForced that are in those batches
 * @param batchRecordsMax largest number of records in one batch
 * @param batchNanos time of all batches together, each from its write to the end of its force
 * @param batchNanosMax longest of them
 * @param nanosSinceBatch time since the last batch ended, or since opening
 */
public record WalStatistics(
    long records,
    long writes,
    long copies,
    long batches,
    long recordsForced,
    long batchRecordsMax,
    long batchNanos,
    long batchNanosMax,
    long nanosSinceBatch) {
  /** Of a log that has done nothing. */
  public static final WalStatistics NONE = new WalStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The mean number of records in a batch; 0 without a batch. */
  public double batchRecordsMean() {
    return batches == 0 ? 0 : (double) recordsForced / batches;
  }

  /** The mean time of a batch; 0 without a batch. */
  public double batchNanosMean() {
    return batches == 0 ? 0 : (double) batchNanos / batches;
  }
}
