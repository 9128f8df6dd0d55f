package org.lightningdb.storage.spec;

/**
 * What is done in the background for the health of the database. Immutable.
 *
 * @param scrubBytesPerSecond how fast the scrubber reads, 0 = there is no scrubber
 * @param scrubPauseMillis between two passes, and before the first one
 */
public record MaintenanceOptions(long scrubBytesPerSecond, long scrubPauseMillis) {
  static final MaintenanceOptions DEFAULTS = new MaintenanceOptions(4L << 20, 6 * 3_600_000L);

  public MaintenanceOptions {
    if (scrubBytesPerSecond < 0 || scrubPauseMillis < 1) {
      throw new IllegalArgumentException(
          scrubBytesPerSecond + " bytes per second, pause " + scrubPauseMillis + " ms");
    }
  }
}
