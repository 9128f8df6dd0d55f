package org.lightningdb.storage.spec;

/**
 * What memory is used for. Immutable.
 *
 * @param cacheBytesMax most that the block cache holds, while nobody else needs the memory
 * @param deltaBytesMax size of the in-memory delta that starts a checkpoint; less while queries
 *     leave less
 * @param budgetBytesMax what cache, delta and the work of queries may hold together
 * @param readAheadBytesMax how far a scan reads ahead, in bytes on the disk; 0 = not at all
 * @param warmingBytesPerSecond how fast the cache is filled after an open with what was hot before
 *     the last close; 0 = not at all
 */
public record MemoryOptions(
    long cacheBytesMax,
    long deltaBytesMax,
    long budgetBytesMax,
    long readAheadBytesMax,
    long warmingBytesPerSecond) {
  private static final long READ_AHEAD_BYTES = 1L << 20;

  static final MemoryOptions DEFAULTS = new MemoryOptions(64L << 20, 64L << 20, 256L << 20);

  public MemoryOptions {
    if (readAheadBytesMax < 0 || warmingBytesPerSecond < 0) {
      throw new IllegalArgumentException(
          readAheadBytesMax + " bytes ahead, warming " + warmingBytesPerSecond + " bytes a second");
    }
  }

  /** Scans read ahead, the cache is not warmed. */
  public MemoryOptions(long cacheBytesMax, long deltaBytesMax, long budgetBytesMax) {
    this(cacheBytesMax, deltaBytesMax, budgetBytesMax, READ_AHEAD_BYTES, 0);
  }

  private static final long CACHE_BYTES_MIN = 4L << 20;

  /** The default budget, or what cache and delta need by themselves if that is more. */
  public MemoryOptions(long cacheBytesMax, long deltaBytesMax) {
    this(
        cacheBytesMax,
        deltaBytesMax,
        Math.max(DEFAULTS.budgetBytesMax, cacheBytesMax + 3 * deltaBytesMax));
  }

  /** All of a budget for the cache as long as it is not needed, a quarter for the delta. */
  public static MemoryOptions ofBudget(long bytes) {
    return new MemoryOptions(bytes, bytes / 4, bytes);
  }

  public MemoryOptions withReadAhead(long bytesMax) {
    return new MemoryOptions(
        cacheBytesMax, deltaBytesMax, budgetBytesMax, bytesMax, warmingBytesPerSecond);
  }

  public MemoryOptions withWarming(long bytesPerSecond) {
    return new MemoryOptions(
        cacheBytesMax, deltaBytesMax, budgetBytesMax, readAheadBytesMax, bytesPerSecond);
  }

  /** What the cache keeps however much others need. */
  public long cacheBytesMin() {
    return Math.min(cacheBytesMax, Math.max(CACHE_BYTES_MIN, budgetBytesMax / 16));
  }
}
