package org.lightningdb.storage.spec;

/**
 * What the opener of an engine may choose, one part for each concern. Immutable; start from {@link
 * #defaults()} and change with the {@code with…} methods.
 *
 * @param createIfMissing whether opening an empty place creates a database
 */
public record EngineOptions(
    LogOptions log,
    MemoryOptions memory,
    BlockOptions blocks,
    TransactionOptions transactions,
    MaintenanceOptions maintenance,
    CompactionOptions compaction,
    ScratchOptions scratch,
    boolean createIfMissing) {

  private static final EngineOptions DEFAULTS =
      new EngineOptions(
          LogOptions.DEFAULTS,
          MemoryOptions.DEFAULTS,
          BlockOptions.DEFAULTS,
          TransactionOptions.DEFAULTS,
          MaintenanceOptions.DEFAULTS,
          CompactionOptions.defaults(),
          ScratchOptions.defaults(),
          true);

  public static EngineOptions defaults() {
    return DEFAULTS;
  }

  public EngineOptions with(LogOptions value) {
    return new EngineOptions(
        value, memory, blocks, transactions, maintenance, compaction, scratch, createIfMissing);
  }

  public EngineOptions with(MemoryOptions value) {
    return new EngineOptions(
        log, value, blocks, transactions, maintenance, compaction, scratch, createIfMissing);
  }

  public EngineOptions with(BlockOptions value) {
    return new EngineOptions(
        log, memory, value, transactions, maintenance, compaction, scratch, createIfMissing);
  }

  public EngineOptions with(TransactionOptions value) {
    return new EngineOptions(
        log, memory, blocks, value, maintenance, compaction, scratch, createIfMissing);
  }

  public EngineOptions with(MaintenanceOptions value) {
    return new EngineOptions(
        log, memory, blocks, transactions, value, compaction, scratch, createIfMissing);
  }

  public EngineOptions with(CompactionOptions value) {
    return new EngineOptions(
        log, memory, blocks, transactions, maintenance, value, scratch, createIfMissing);
  }

  public EngineOptions with(ScratchOptions value) {
    return new EngineOptions(
        log, memory, blocks, transactions, maintenance, compaction, value, createIfMissing);
  }

  public EngineOptions withCreateIfMissing(boolean value) {
    return new EngineOptions(
        log, memory, blocks, transactions, maintenance, compaction, scratch, value);
  }

  public EngineOptions withDurability(Durability value) {
    return with(log.withDurability(value));
  }

  public EngineOptions withGroup(long delayMicros, int size) {
    return with(log.withGroup(delayMicros, size));
  }

  public EngineOptions withIntervalMillis(long value) {
    return with(log.withIntervalMillis(value));
  }

  public EngineOptions withWal(int segmentBytes, long bytesMax) {
    return with(log.withBytes(segmentBytes, bytesMax));
  }

  public EngineOptions withLockTimeoutMillis(long value) {
    return with(transactions.withLockTimeoutMillis(value));
  }

  public EngineOptions withMemory(long cacheBytesMax, long deltaBytesMax) {
    return with(new MemoryOptions(cacheBytesMax, deltaBytesMax));
  }

  /** One budget for cache, delta and queries; see {@link MemoryOptions#ofBudget}. */
  public EngineOptions withMemoryBudget(long bytes) {
    return with(MemoryOptions.ofBudget(bytes));
  }

  public EngineOptions withBlockBytes(int value) {
    return with(blocks.withBlockBytes(value));
  }
}
