package org.lightningdb.sql.exec.expression;

import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.LongVector;

/**
 * A set of numbers that answers at once whether a number may be in it: exactly by a bit for each
 * number if they lie close together, else by a Bloom filter whose bits of one number are in one
 * word. Filled, then read by any number of threads.
 */
public final class KeyFilter {
  private static final long RANGE_ALWAYS = 1 << 16;
  private static final long BITS_PER_KEY_MAX = 32;
  private static final int KEYS_PER_WORD = 4;
  private static final long FACTOR = 0x9e3779b97f4a7c15L;

  private final long least;
  private final long range;
  private final boolean exact;
  private final boolean nulls;
  private final long[] words;

  /** How far a hash is shifted to become the number of a word. */
  private final int shift;

  /**
   * @param count how many numbers are going to be added, at most
   * @param least of them
   * @param greatest of them, below {@code least} if there are none
   * @param nulls whether NULL may be in it
   */
  public KeyFilter(int count, long least, long greatest, boolean nulls) {
    this.least = least;
    this.range = greatest < least ? -1 : greatest - least;
    this.nulls = nulls;
    this.exact =
        greatest < least
            || (range >= 0 && range < Math.max(RANGE_ALWAYS, BITS_PER_KEY_MAX * count));
    int needed = exact ? (int) ((range >>> 6) + 1) : count / KEYS_PER_WORD;
    int size = range == -1 && exact ? 0 : exact ? needed : Integer.highestOneBit(needed | 1) << 1;
    this.words = new long[size];
    this.shift = Long.numberOfLeadingZeros(Math.max(1, size - 1));
  }

  /** What it takes. */
  public long bytes() {
    return 8L * words.length;
  }

  public void add(long number) {
    if (exact) {
      long bit = number - least;
      words[(int) (bit >>> 6)] |= 1L << bit;
    } else {
      long hash = hash(number);
      words[(int) (hash >>> shift)] |= bits(hash);
    }
  }

  private static long hash(long number) {
    long hash = (number ^ (number >>> 32)) * FACTOR;
    return hash ^ (hash >>> 29);
  }

  private static long bits(long hash) {
    return (1L << hash) | (1L << (hash >>> 6)) | (1L << (hash >>> 12));
  }

  /** False only if it was not added. */
  public boolean mayContain(long number) {
    if (exact) {
      long bit = number - least;
      return bit >= 0 && bit <= range && (words[(int) (bit >>> 6)] >>> bit & 1) != 0;
    }
    long hash = hash(number);
    long bits = bits(hash);
    return (words[(int) (hash >>> shift)] & bits) == bits;
  }

  /**
   * Writes those of the given positions whose numbers may be in it, in the same order.
   *
   * @return how many were written
   */
  int select(LongVector column, Rows rows, int[] target) {
    if (column.hasNulls()) {
      return selectKnown(column, rows, target);
    }
    long[] values = column.values();
    int count = 0;
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      target[count] = position;
      count += mayContain(values[position]) ? 1 : 0;
    }
    return count;
  }

  private int selectKnown(LongVector column, Rows rows, int[] target) {
    int count = 0;
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      target[count] = position;
      boolean passes = column.isNull(position) ? nulls : mayContain(column.get(position));
      count += passes ? 1 : 0;
    }
    return count;
  }
}
