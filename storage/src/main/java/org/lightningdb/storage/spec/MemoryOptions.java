package org.lightningdb.storage.spec;

/**
 * What memory is used for. Immutable.
 *
 * @param cacheBytesMax most that the block cache holds, while nobody else needs the memory
 * @param deltaBytesMax size of the in-memory delta that starts a checkpoint; less while queries
 *     leave less
 * @param budgetBytesMax what cache, delta and the work of queries may hold together
 */
public record MemoryOptions(long cacheBytesMax, long deltaBytesMax, long budgetBytesMax) {
  static final MemoryOptions DEFAULTS = new MemoryOptions(64L << 20, 64L << 20, 256L << 20);

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

  /** What the cache keeps however much others need. */
  public long cacheBytesMin() {
    return Math.min(cacheBytesMax, Math.max(CACHE_BYTES_MIN, budgetBytesMax / 16));
  }
}
