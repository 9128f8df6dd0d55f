package org.lightningdb.storage.spec;

/**
 * How the log is written. Immutable.
 *
 * @param durability of transactions that do not ask for another
 * @param groupDelayMicros longest wait of a GROUP commit for company, 0 = none
 * @param groupSize number of waiting commits that ends a group delay early
 * @param intervalMillis time between forces in INTERVAL mode
 * @param segmentBytes size of one log segment
 * @param bytesMax live log that starts a checkpoint, so that recovery stays short
 * @param archiveBacklogBytesMax how much log may wait for its archive before commits are refused; 0
 *     = as much as the disk takes
 */
public record LogOptions(
    Durability durability,
    long groupDelayMicros,
    int groupSize,
    long intervalMillis,
    int segmentBytes,
    long bytesMax,
    long archiveBacklogBytesMax) {

  static final LogOptions DEFAULTS =
      new LogOptions(Durability.GROUP, 0, 64, 100, 16 << 20, 64L << 20, 0);

  public LogOptions withDurability(Durability value) {
    return new LogOptions(
        value,
        groupDelayMicros,
        groupSize,
        intervalMillis,
        segmentBytes,
        bytesMax,
        archiveBacklogBytesMax);
  }

  public LogOptions withGroup(long delayMicros, int size) {
    return new LogOptions(
        durability,
        delayMicros,
        size,
        intervalMillis,
        segmentBytes,
        bytesMax,
        archiveBacklogBytesMax);
  }

  public LogOptions withIntervalMillis(long value) {
    return new LogOptions(
        durability,
        groupDelayMicros,
        groupSize,
        value,
        segmentBytes,
        bytesMax,
        archiveBacklogBytesMax);
  }

  public LogOptions withBytes(int newSegmentBytes, long newBytesMax) {
    return new LogOptions(
        durability,
        groupDelayMicros,
        groupSize,
        intervalMillis,
        newSegmentBytes,
        newBytesMax,
        archiveBacklogBytesMax);
  }

  public LogOptions withArchiveBacklogBytesMax(long value) {
    return new LogOptions(
        durability, groupDelayMicros, groupSize, intervalMillis, segmentBytes, bytesMax, value);
  }
}
