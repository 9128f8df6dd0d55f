package org.lightningdb.storage.wal;

/**
 * How a log is kept.
 *
 * @param segmentBytes size of a new segment file, at least 1024
 * @param groupDelayMicros longest wait of a GROUP commit for company, 0 = none
 * @param groupSize number of waiting commits that ends the delay early
 * @param intervalMillis time between forces while INTERVAL commits come in
 * @param archiveBacklogBytesMax how much log may wait for the archive before appending is refused;
 *     0 = as much as the disk takes
 */
public record WalOptions(
    int segmentBytes,
    long groupDelayMicros,
    int groupSize,
    long intervalMillis,
    long archiveBacklogBytesMax) {
  public WalOptions {
    if (segmentBytes < 1024
        || groupDelayMicros < 0
        || groupSize < 1
        || intervalMillis < 1
        || archiveBacklogBytesMax < 0) {
      throw new IllegalArgumentException(
          "segmentBytes "
              + segmentBytes
              + ", groupDelayMicros "
              + groupDelayMicros
              + ", groupSize "
              + groupSize
              + ", intervalMillis "
              + intervalMillis
              + ", archiveBacklogBytesMax "
              + archiveBacklogBytesMax);
    }
  }

  /** Without a bound for what waits for the archive. */
  public WalOptions(int segmentBytes, long groupDelayMicros, int groupSize, long intervalMillis) {
    this(segmentBytes, groupDelayMicros, groupSize, intervalMillis, 0);
  }
}
