package org.lightningdb.storage.spec;

/**
 * How transactions behave. Immutable.
 *
 * @param lockTimeoutMillis longest wait for a row lock
 */
public record TransactionOptions(long lockTimeoutMillis) {
  static final TransactionOptions DEFAULTS = new TransactionOptions(10_000);
}
