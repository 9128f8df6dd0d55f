package org.lightningdb.storage.spec;

/**
 * What the opener of an engine may choose. Immutable; start from {@link #defaults()} and change
 * with the {@code with…} methods.
 *
 * @param durability of transactions that do not ask for another
 * @param groupDelayMicros longest wait of a GROUP commit for company, 0 = none
 * @param groupSize number of waiting commits that ends a group delay early
 * @param intervalMillis time between forces in INTERVAL mode
 * @param lockTimeoutMillis longest wait for a row lock
 * @param cacheBytesMax budget of the block cache
 * @param deltaBytesMax size of the in-memory delta that starts a checkpoint
 * @param walSegmentBytes size of one log segment
 * @param walBytesMax live log that starts a checkpoint, so that recovery stays short
 * @param blockBytes raw size at which a leaf block is cut
 * @param createIfMissing whether opening an empty place creates a database
 */
public record EngineOptions(
    Durability durability,
    long groupDelayMicros,
    int groupSize,
    long intervalMillis,
    long lockTimeoutMillis,
    long cacheBytesMax,
    long deltaBytesMax,
    int walSegmentBytes,
    long walBytesMax,
    int blockBytes,
    boolean createIfMissing) {

  private static final EngineOptions DEFAULTS =
      new EngineOptions(
          Durability.GROUP,
          0,
          64,
          100,
          10_000,
          64L << 20,
          64L << 20,
          16 << 20,
          128L << 20,
          16 << 10,
          true);

  public static EngineOptions defaults() {
    return DEFAULTS;
  }

  public EngineOptions withDurability(Durability value) {
    return new EngineOptions(
        value,
        groupDelayMicros,
        groupSize,
        intervalMillis,
        lockTimeoutMillis,
        cacheBytesMax,
        deltaBytesMax,
        walSegmentBytes,
        walBytesMax,
        blockBytes,
        createIfMissing);
  }

  public EngineOptions withGroup(long delayMicros, int size) {
    return new EngineOptions(
        durability,
        delayMicros,
        size,
        intervalMillis,
        lockTimeoutMillis,
        cacheBytesMax,
        deltaBytesMax,
        walSegmentBytes,
        walBytesMax,
        blockBytes,
        createIfMissing);
  }

  public EngineOptions withIntervalMillis(long value) {
    return new EngineOptions(
        durability,
        groupDelayMicros,
        groupSize,
        value,
        lockTimeoutMillis,
        cacheBytesMax,
        deltaBytesMax,
        walSegmentBytes,
        walBytesMax,
        blockBytes,
        createIfMissing);
  }

  public EngineOptions withLockTimeoutMillis(long value) {
    return new EngineOptions(
        durability,
        groupDelayMicros,
        groupSize,
        intervalMillis,
        value,
        cacheBytesMax,
        deltaBytesMax,
        walSegmentBytes,
        walBytesMax,
        blockBytes,
        createIfMissing);
  }

  public EngineOptions withMemory(long newCacheBytesMax, long newDeltaBytesMax) {
    return new EngineOptions(
        durability,
        groupDelayMicros,
        groupSize,
        intervalMillis,
        lockTimeoutMillis,
        newCacheBytesMax,
        newDeltaBytesMax,
        walSegmentBytes,
        walBytesMax,
        blockBytes,
        createIfMissing);
  }

  public EngineOptions withWal(int segmentBytes, long bytesMax) {
    return new EngineOptions(
        durability,
        groupDelayMicros,
        groupSize,
        intervalMillis,
        lockTimeoutMillis,
        cacheBytesMax,
        deltaBytesMax,
        segmentBytes,
        bytesMax,
        blockBytes,
        createIfMissing);
  }

  public EngineOptions withBlockBytes(int value) {
    return new EngineOptions(
        durability,
        groupDelayMicros,
        groupSize,
        intervalMillis,
        lockTimeoutMillis,
        cacheBytesMax,
        deltaBytesMax,
        walSegmentBytes,
        walBytesMax,
        value,
        createIfMissing);
  }

  public EngineOptions withCreateIfMissing(boolean value) {
    return new EngineOptions(
        durability,
        groupDelayMicros,
        groupSize,
        intervalMillis,
        lockTimeoutMillis,
        cacheBytesMax,
        deltaBytesMax,
        walSegmentBytes,
        walBytesMax,
        blockBytes,
        value);
  }
}
