package org.lightningdb.storage.wal;

/**
 * How a log is kept.
 *
 * @param segmentBytes size of a new segment file, at least 1024
 * @param groupDelayMicros longest wait of a GROUP commit for company, 0 = none
 * @param groupSize number of waiting commits that ends the delay early
 * @param intervalMillis time between forces while INTERVAL commits come in
 */
public record WalOptions(
    int segmentBytes, long groupDelayMicros, int groupSize, long intervalMillis) {
  public WalOptions {
    if (segmentBytes < 1024 || groupDelayMicros < 0 || groupSize < 1 || intervalMillis < 1) {
      throw new IllegalArgumentException(
          "segmentBytes "
              + segmentBytes
              + ", groupDelayMicros "
              + groupDelayMicros
              + ", groupSize "
              + groupSize
              + ", intervalMillis "
              + intervalMillis);
    }
  }
}
