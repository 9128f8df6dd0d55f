package org.lightningdb.storage.backup;

/**
 * How a backup is taken.
 *
 * @param bytesPerSecondMax how fast blocks are read, 0 = as fast as the device
 * @param copiers threads that copy at once
 */
public record BackupOptions(long bytesPerSecondMax, int copiers) {
  private static final BackupOptions DEFAULTS = new BackupOptions(0, 2);

  public BackupOptions {
    if (bytesPerSecondMax < 0 || copiers < 1 || copiers > 64) {
      throw new IllegalArgumentException(
          bytesPerSecondMax + " bytes per second, " + copiers + " copiers");
    }
  }

  public static BackupOptions defaults() {
    return DEFAULTS;
  }
}
