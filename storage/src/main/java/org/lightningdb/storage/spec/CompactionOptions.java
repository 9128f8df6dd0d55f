package org.lightningdb.storage.spec;

/**
 * How log-structured stores are compacted. Immutable; start from {@link #defaults()} and change
 * with the {@code with…} methods.
 *
 * @param threads that work at compactions at once; 0 = none in the background
 * @param youngRunsMax number of flushed, overlapping runs that starts a compaction
 * @param youngRunsSlow number of them from which on writers are slowed down
 * @param youngRunsStop number of them at which writers wait for a compaction to end
 * @param runBytesMax raw size at which compaction cuts a run
 * @param baseBytes raw size of the first level that is in use
 * @param growth how much larger each level is than the one above it
 * @param filterBitsPerKey of bloom filters; 0 = no filters
 * @param tombstonePercentMax share of deletions in a run that starts a compaction of it
 * @param bytesPerSecondMax raw bytes that compaction reads in a second; 0 = as many as it can
 */
public record CompactionOptions(
    int threads,
    int youngRunsMax,
    int youngRunsSlow,
    int youngRunsStop,
    long runBytesMax,
    long baseBytes,
    int growth,
    int filterBitsPerKey,
    int tombstonePercentMax,
    long bytesPerSecondMax) {

  private static final CompactionOptions DEFAULTS =
      new CompactionOptions(2, 4, 12, 24, 32L << 20, 128L << 20, 10, 10, 30, 0);

  public CompactionOptions {
    if (threads < 0
        || youngRunsMax < 1
        || youngRunsSlow <= youngRunsMax
        || youngRunsStop <= youngRunsSlow
        || runBytesMax < 1
        || baseBytes < runBytesMax
        || growth < 2
        || filterBitsPerKey < 0
        || tombstonePercentMax < 1
        || bytesPerSecondMax < 0) {
      throw new IllegalArgumentException("these options contradict each other");
    }
  }

  public static CompactionOptions defaults() {
    return DEFAULTS;
  }

  public CompactionOptions withThreads(int value) {
    return new CompactionOptions(
        value,
        youngRunsMax,
        youngRunsSlow,
        youngRunsStop,
        runBytesMax,
        baseBytes,
        growth,
        filterBitsPerKey,
        tombstonePercentMax,
        bytesPerSecondMax);
  }

  public CompactionOptions withYoungRuns(int max, int slow, int stop) {
    return new CompactionOptions(
        threads,
        max,
        slow,
        stop,
        runBytesMax,
        baseBytes,
        growth,
        filterBitsPerKey,
        tombstonePercentMax,
        bytesPerSecondMax);
  }

  public CompactionOptions withSizes(long newRunBytesMax, long newBaseBytes, int newGrowth) {
    return new CompactionOptions(
        threads,
        youngRunsMax,
        youngRunsSlow,
        youngRunsStop,
        newRunBytesMax,
        newBaseBytes,
        newGrowth,
        filterBitsPerKey,
        tombstonePercentMax,
        bytesPerSecondMax);
  }

  public CompactionOptions withFilterBitsPerKey(int value) {
    return new CompactionOptions(
        threads,
        youngRunsMax,
        youngRunsSlow,
        youngRunsStop,
        runBytesMax,
        baseBytes,
        growth,
        value,
        tombstonePercentMax,
        bytesPerSecondMax);
  }

  public CompactionOptions withTombstonePercentMax(int value) {
    return new CompactionOptions(
        threads,
        youngRunsMax,
        youngRunsSlow,
        youngRunsStop,
        runBytesMax,
        baseBytes,
        growth,
        filterBitsPerKey,
        value,
        bytesPerSecondMax);
  }

  public CompactionOptions withBytesPerSecondMax(long value) {
    return new CompactionOptions(
        threads,
        youngRunsMax,
        youngRunsSlow,
        youngRunsStop,
        runBytesMax,
        baseBytes,
        growth,
        filterBitsPerKey,
        tombstonePercentMax,
        value);
  }
}
