package org.lightningdb.storage.column;

/**
 * A sequence of longs in one of three forms, little-endian:
 *
 * <pre>
 *  0  u8   form: 0 frame, 1 runs, 2 dictionary
 *  1  u8   bytes of an offset: 0, 1, 2, 4 or 8
 *  2  u16  zero
 *  4  u32  entries: 0 for a frame, else runs or distinct values
 *  8  i64  base, the smallest value
 * 16       frame:       one offset from the base for each value
 *          runs:        u32 for each run, the position behind its last value; then its offset
 *          dictionary:  offsets of the distinct values, ascending; then a u8 for each value
 * </pre>
 *
 * An offset of 8 bytes is taken modulo 2^64. Immutable and thread-safe.
 */
abstract sealed class PackedLongs permits FrameLongs, RunLongs, DictionaryLongs {
  static final int HEADER_BYTES = 16;
  static final int FORM_FRAME = 0;
  static final int FORM_RUNS = 1;
  static final int FORM_DICTIONARY = 2;
  static final int DICTIONARY_MAX = 256;

  final int count;

  PackedLongs(int count) {
    this.count = count;
  }

  /**
   * The {@code count} longs that take the bytes from {@code offset} to {@code end} of {@code page}.
   *
   * @throws IndexOutOfBoundsException if there are not that many
   */
  static PackedLongs open(byte[] page, int offset, int end, int count) {
    if (offset < 0 || end - offset < HEADER_BYTES) {
      throw new IndexOutOfBoundsException("no room for numbers at " + offset);
    }
    int form = page[offset];
    int width = page[offset + 1];
    int entries = (int) PageBytes.INT.get(page, offset + 4);
    long base = (long) PageBytes.LONG.get(page, offset + 8);
    int start = offset + HEADER_BYTES;
    if (width != 0 && width != 1 && width != 2 && width != 4 && width != 8) {
      throw new IndexOutOfBoundsException("numbers of " + width + " bytes");
    }
    boolean plausible =
        switch (form) {
          case FORM_FRAME -> entries == 0;
          case FORM_RUNS -> entries >= 1 && entries <= count;
          case FORM_DICTIONARY -> entries >= 1 && entries <= DICTIONARY_MAX;
          default -> false;
        };
    long needed =
        switch (form) {
          case FORM_FRAME -> (long) count * width;
          case FORM_RUNS -> entries * (4L + width);
          default -> (long) entries * width + count;
        };
    if (!plausible || needed != end - start) {
      throw new IndexOutOfBoundsException("form " + form + " with " + entries + " entries");
    }
    return switch (form) {
      case FORM_FRAME -> new FrameLongs(page, start, width, base, count);
      case FORM_RUNS -> new RunLongs(page, start, width, base, entries, count);
      default -> new DictionaryLongs(page, start, width, base, entries, count);
    };
  }

  abstract long get(int position);

  /** Copies the values from {@code from} to {@code to} (exclusive). */
  abstract void copyTo(int from, int to, long[] target, int at);

  /**
   * Puts those positions from {@code from} to {@code to} (exclusive) whose value is not below
   * {@code low} nor above {@code high} into {@code positions}, from its start on.
   *
   * @return how many
   */
  abstract int select(int from, int to, long low, long high, int[] positions);

  /** Keeps those of the first {@code candidates} positions whose value is in the bounds. */
  int refine(int[] positions, int candidates, long low, long high) {
    int kept = 0;
    for (int i = 0; i < candidates; i++) {
      int position = positions[i];
      long value = get(position);
      positions[kept] = position;
      kept += value >= low && value <= high ? 1 : 0;
    }
    return kept;
  }

  /** Copies the values at the first {@code wanted} of {@code positions}. */
  void gather(int[] positions, int first, int wanted, long[] target, int at) {
    for (int i = 0; i < wanted; i++) {
      target[at + i] = get(positions[first + i]);
    }
  }
}
