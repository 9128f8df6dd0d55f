package org.lightningdb.storage.restore;

/**
 * Up to which commit a database is restored.
 *
 * @param timestamp the newest commit wanted; {@link Long#MAX_VALUE} = whatever there is
 */
public record RestorePoint(long timestamp) {
  public RestorePoint {
    if (timestamp < 0) {
      throw new IllegalArgumentException("no commit has the timestamp " + timestamp);
    }
  }

  /** The newest commit that backups and archive hold. */
  public static RestorePoint newest() {
    return new RestorePoint(Long.MAX_VALUE);
  }

  /** Exactly up to this commit. */
  public static RestorePoint atCommit(long timestamp) {
    return new RestorePoint(timestamp);
  }

  boolean isNewest() {
    return timestamp == Long.MAX_VALUE;
  }
}
