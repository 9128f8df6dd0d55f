package org.lightningdb.index.table;

import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.codec.KeySpace;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.storage.Engine;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;

/**
 * A number that only grows, kept in the counter store. It takes chunks by small transactions of its
 * own, without waiting for the device: the log is a prefix of what happened, so whoever durably
 * used a number also durably took its chunk, and no number is ever given twice. What is left of a
 * chunk is given back at a clean close and lost in a crash. Thread-safe.
 *
 * <p>A counter's value is 8 bytes, big-endian: the first number that nobody has taken.
 */
final class Counter {
  private final Engine engine;
  private final Slice key;
  private final long chunkMax;
  private long next;
  private long limit;
  private long chunk;

  /**
   * @param start the first number, unless the store already knows a higher one
   */
  Counter(Engine engine, Slice key, long start, long chunkMin, long chunkMax) {
    this.engine = engine;
    this.key = key.copy();
    this.next = start;
    this.limit = start;
    this.chunk = chunkMin;
    this.chunkMax = chunkMax;
  }

  synchronized long next() {
    if (next >= limit) {
      take(next);
    }
    return next++;
  }

  /** Makes sure that {@code value} is never given. */
  synchronized void used(long value) {
    if (value < next) {
      return;
    }
    if (value == Long.MAX_VALUE) {
      store(Long.MAX_VALUE);
      next = Long.MAX_VALUE;
      limit = Long.MAX_VALUE;
      return;
    }
    if (value + 1 >= limit) {
      take(value + 1);
    }
    next = Math.max(next, value + 1);
  }

  /** Gives the rest of the chunk back. */
  synchronized void giveBack() {
    if (next < limit) {
      store(next);
      limit = next;
    }
  }

  private void take(long from) {
    try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false)) {
      txn.lock(KeySpace.COUNTER_STORE, key);
      Slice stored = txn.getLatest(KeySpace.COUNTER_STORE, key);
      long first = stored == null ? from : Math.max(from, decode(stored));
      if (first == Long.MAX_VALUE) {
        throw exhausted();
      }
      long end = first > Long.MAX_VALUE - chunk ? Long.MAX_VALUE : first + chunk;
      put(txn, end);
      next = first;
      limit = end;
      chunk = Math.min(chunk * 2, chunkMax);
    }
  }

  private void store(long value) {
    try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false)) {
      txn.lock(KeySpace.COUNTER_STORE, key);
      put(txn, value);
    }
  }

  private void put(Txn txn, long value) {
    try (ReadView view = txn.view()) {
      txn.put(view, KeySpace.COUNTER_STORE, key, new BytesBuilder(8).appendLong(value).slice());
    }
    txn.commit(Durability.NONE);
  }

  static long decode(Slice value) {
    if (value.length() != 8) {
      throw StorageErrors.corrupted("a counter of " + value.length() + " bytes");
    }
    long result = 0;
    for (int i = 0; i < 8; i++) {
      result = (result << 8) | (value.get(i) & 0xFF);
    }
    return result;
  }

  private static DbException exhausted() {
    return DbException.of(SqlState.NUMERIC_OUT_OF_RANGE, "a counter has reached its last number");
  }
}
