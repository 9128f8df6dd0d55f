package org.lightningdb.index.table;

import org.lightningdb.storage.bytes.Slice;

/**
 * Says of a row key that it is not in a set, or that it may be: a Bloom filter of two bits for each
 * key.
 */
final class RowKeySet {
  private static final int BITS_PER_KEY = 16;
  private static final int WORDS_MIN = 64;

  /** A megabyte. */
  private static final int WORDS_MAX = 1 << 17;

  private final long[] words;

  /**
   * @param keys about how many will be added; with more it gets less exact
   */
  RowKeySet(double keys) {
    long wanted = (long) Math.min(keys * BITS_PER_KEY / Long.SIZE, WORDS_MAX);
    words = new long[Math.max(WORDS_MIN, Integer.highestOneBit((int) wanted))];
  }

  void add(Slice key) {
    long hash = hash(key);
    words[word(hash)] |= bits(hash);
  }

  boolean mayContain(Slice key) {
    long hash = hash(key);
    long bits = bits(hash);
    return (words[word(hash)] & bits) == bits;
  }

  private int word(long hash) {
    return (int) (hash >>> 32) & (words.length - 1);
  }

  private static long bits(long hash) {
    return 1L << (hash & 63) | 1L << ((hash >>> 6) & 63);
  }

  private static long hash(Slice key) {
    byte[] array = key.array();
    int end = key.offset() + key.length();
    long hash = key.length();
    for (int i = key.offset(); i < end; i++) {
      hash = (hash ^ (array[i] & 0xFF)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    hash *= 0xBF58476D1CE4E5B9L;
    return hash ^ (hash >>> 32);
  }
}
