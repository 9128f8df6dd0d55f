package org.lightningdb.storage.spec;

/**
 * How transactions behave. Immutable.
 *
 * @param lockTimeoutMillis longest wait for a row lock
 * @param memoryBytesMax memory that the writes of one transaction take before they move to the data
 *     file
 */
public record TransactionOptions(long lockTimeoutMillis, long memoryBytesMax) {
  static final TransactionOptions DEFAULTS = new TransactionOptions(10_000, 16L << 20);

  public TransactionOptions withLockTimeoutMillis(long value) {
    return new TransactionOptions(value, memoryBytesMax);
  }

  public TransactionOptions withMemoryBytesMax(long value) {
    return new TransactionOptions(lockTimeoutMillis, value);
  }
}
