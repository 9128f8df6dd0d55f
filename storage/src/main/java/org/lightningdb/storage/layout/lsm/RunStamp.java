package org.lightningdb.storage.layout.lsm;

/**
 * What the rows of a run carry in place of a commit timestamp: twice the timestamp, plus one for a
 * deletion. So the blocks of a run need not know of deletions, and stamps order as timestamps do.
 */
final class RunStamp {
  /** The largest commit timestamp that has a stamp. */
  static final long TIMESTAMP_MAX = Long.MAX_VALUE >> 1;

  private RunStamp() {}

  static long of(long timestamp, boolean tombstone) {
    if (timestamp < 0 || timestamp > TIMESTAMP_MAX) {
      throw new IllegalArgumentException("no commit has the timestamp " + timestamp);
    }
    return timestamp << 1 | (tombstone ? 1 : 0);
  }

  static long timestamp(long stamp) {
    return stamp >>> 1;
  }

  static boolean tombstone(long stamp) {
    return (stamp & 1) != 0;
  }

  /** The largest stamp of a version that a reader at {@code timestamp} sees. */
  static long newestVisible(long timestamp) {
    return Math.min(timestamp, TIMESTAMP_MAX) << 1 | 1;
  }
}
