package org.lightningdb.storage.block;

/**
 * A table of where rows are, by a hash of their keys: a lookup touches one line of it and the row
 * itself, where a search by halves touches many lines of several arrays.
 *
 * <p>It has twice as many slots as rows or more. A slot is 0 while empty, else the upper bits of
 * the hash above {@value #START_BITS} bits of the row's position; rows that collide are in the next
 * slots.
 */
final class RowHash {
  private static final int START_BITS = 20;

  /** Rows must begin at 1 to this; larger blocks hold one value and need no table. */
  static final int START_MAX = (1 << START_BITS) - 1;

  static final int NONE = -1;

  private RowHash() {}

  /** An empty table for {@code rows} rows. */
  static int[] table(int rows) {
    return new int[slots(rows)];
  }

  private static int slots(int rows) {
    return Integer.highestOneBit(rows) * 4;
  }

  /** Memory of a table for {@code rows} rows. */
  static int bytes(int rows) {
    return 16 + slots(rows) * Integer.BYTES;
  }

  static void add(int[] table, int hash, int start) {
    int mask = table.length - 1;
    int slot = hash & mask;
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    table[slot] = (hash & ~START_MAX) | start;
  }

  /**
   * The first slot from {@code slot} on that may be the row's, {@link #NONE} if there is none; a
   * lookup begins at {@code hash} and goes on behind a slot that was not the one.
   */
  static int candidate(int[] table, int hash, int slot) {
    int mask = table.length - 1;
    int at = slot & mask;
    int found = table[at];
    while (found != 0) {
      if (((found ^ hash) & ~START_MAX) == 0) {
        return at;
      }
      at = (at + 1) & mask;
      found = table[at];
    }
    return NONE;
  }

  static int start(int[] table, int slot) {
    return table[slot] & START_MAX;
  }

  /** A hash of the bytes. */
  static int hash(byte[] bytes, int offset, int length) {
    return (int) RowSlots.hash(bytes, offset, length);
  }
}
