package org.lightningdb.storage.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A table of where rows begin, by a hash of their keys: a lookup touches one line of it and the row
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

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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

  /** A hash of the bytes; both its ends are well mixed. */
  static int hash(byte[] bytes, int offset, int length) {
    long mixed = length * 0x9E3779B97F4A7C15L;
    int at = offset;
    int left = length;
    while (left > Long.BYTES) {
      mixed = mix(mixed ^ (long) LONG.get(bytes, at));
      at += Long.BYTES;
      left -= Long.BYTES;
    }
    if (length >= Long.BYTES) {
      mixed ^= (long) LONG.get(bytes, offset + length - Long.BYTES);
    } else {
      for (int i = 0; i < left; i++) {
        mixed ^= (bytes[at + i] & 0xFFL) << (8 * i);
      }
    }
    mixed = mix(mixed);
    return (int) (mixed ^ (mixed >>> 32));
  }

  private static long mix(long bits) {
    long product = bits * 0xD6E8FEB86659FD93L;
    return product ^ (product >>> 32);
  }
}
