package org.lightningdb.storage.layout;

/**
 * About what a key range holds.
 *
 * @param entries keys
 * @param bytes of keys and values, uncompressed
 */
public record RangeSize(long entries, long bytes) {
  public static final RangeSize NOTHING = new RangeSize(0, 0);
}
