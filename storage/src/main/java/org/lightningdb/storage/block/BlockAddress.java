package org.lightningdb.storage.block;

/**
 * Where a block is and how much of the file it takes, in one long: 39 bits of offset and 24 bits of
 * length, both counted in units of 4 KiB. Never 0 or negative.
 */
public final class BlockAddress {
  public static final int UNIT_BYTES = 4096;
  static final int UNITS_MAX = (1 << 24) - 1;
  private static final long UNIT_OFFSET_MAX = (1L << 39) - 1;

  private BlockAddress() {}

  static long of(long firstUnit, int units) {
    if (firstUnit < 1 || firstUnit > UNIT_OFFSET_MAX || units < 1 || units > UNITS_MAX) {
      throw new IllegalArgumentException("no block can be at " + firstUnit + "+" + units);
    }
    return (firstUnit << 24) | units;
  }

  static boolean isPlausible(long address) {
    return address > 0 && firstUnit(address) >= 1 && units(address) >= 1;
  }

  static long firstUnit(long address) {
    return address >>> 24;
  }

  static int units(long address) {
    return (int) (address & UNITS_MAX);
  }

  /** The position in the file. */
  public static long offsetBytes(long address) {
    return firstUnit(address) * UNIT_BYTES;
  }

  /** What the block takes in the file. */
  public static long lengthBytes(long address) {
    return (long) units(address) * UNIT_BYTES;
  }
}
