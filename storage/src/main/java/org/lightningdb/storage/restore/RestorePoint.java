package org.lightningdb.storage.restore;

import org.lightningdb.storage.backup.BackupContents;

/**
 * Up to which commit a database is restored.
 *
 * @param timestamp the newest commit wanted; {@link Long#MAX_VALUE} = no matter which
 * @param clockMillis the latest time of a commit wanted, in milliseconds since 1970; {@link
 *     Long#MAX_VALUE} = no matter when
 */
public record RestorePoint(long timestamp, long clockMillis) {
  public RestorePoint {
    if (timestamp < 0) {
      throw new IllegalArgumentException("no commit has the timestamp " + timestamp);
    }
  }

  /** The newest commit that backups and archive hold. */
  public static RestorePoint newest() {
    return new RestorePoint(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** Exactly up to this commit. */
  public static RestorePoint atCommit(long timestamp) {
    return new RestorePoint(timestamp, Long.MAX_VALUE);
  }

  /** Everything that was committed up to this time, as the clock of the old database told it. */
  public static RestorePoint atTime(long clockMillis) {
    return new RestorePoint(Long.MAX_VALUE, clockMillis);
  }

  boolean wantsCommit() {
    return timestamp != Long.MAX_VALUE;
  }

  boolean isBefore(long otherTimestamp, long otherClockMillis) {
    return timestamp < otherTimestamp || clockMillis < otherClockMillis;
  }

  boolean isBefore(BackupContents backup) {
    return isBefore(backup.timestamp(), backup.clockMillis());
  }

  @Override
  public String toString() {
    return wantsCommit() ? "commit " + timestamp : "the time " + clockMillis;
  }
}
