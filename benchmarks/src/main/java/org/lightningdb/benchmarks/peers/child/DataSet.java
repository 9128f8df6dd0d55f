package org.lightningdb.benchmarks.peers.child;

import java.util.SplittableRandom;
import org.lightningdb.benchmarks.peers.engine.SortedEntries;

/**
 * Keys of 16 decimal digits; values of random bytes and as many equal ones, so that they shrink to
 * about half. The same for every engine. Immutable; threads may share it.
 */
final class DataSet {
  static final int KEY_BYTES = 16;
  private static final int POOL_BYTES = 1 << 20;

  private final long entries;
  private final int valueBytes;
  private final byte[] pool = new byte[POOL_BYTES];

  DataSet(long entries, int valueBytes) {
    this.entries = entries;
    this.valueBytes = valueBytes;
    SplittableRandom random = new SplittableRandom(42);
    for (int start = 0; start < POOL_BYTES; start += valueBytes) {
      int end = Math.min(POOL_BYTES, start + valueBytes);
      for (int i = start; i < end; i++) {
        pool[i] = i - start < valueBytes / 2 ? (byte) random.nextInt() : (byte) 'v';
      }
    }
  }

  long entries() {
    return entries;
  }

  static byte[] key(long id) {
    return fill(new byte[KEY_BYTES], id);
  }

  static byte[] fill(byte[] key, long id) {
    long rest = id;
    for (int i = KEY_BYTES - 1; i >= 0; i--) {
      key[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return key;
  }

  /** A new array. Equal ids give equal values. */
  byte[] value(long id) {
    byte[] value = new byte[valueBytes];
    int slots = POOL_BYTES / valueBytes;
    int start = (int) Math.floorMod(id * 0x9E3779B97F4A7C15L, (long) slots) * valueBytes;
    System.arraycopy(pool, start, value, 0, valueBytes);
    return value;
  }

  SortedEntries sorted() {
    return new SortedEntries() {
      private long id = -1;

      @Override
      public boolean next() {
        return ++id < entries;
      }

      @Override
      public byte[] key() {
        return DataSet.key(id);
      }

      @Override
      public byte[] value() {
        return DataSet.this.value(id);
      }
    };
  }
}
