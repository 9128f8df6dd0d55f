package org.lightningdb.storage.column;

/** Few distinct values, each said by one byte. */
final class DictionaryLongs extends PackedLongs {
  private final byte[] page;
  private final int codesStart;
  private final long[] values;

  /**
   * @throws IndexOutOfBoundsException if the values do not ascend, or a code stands for none
   */
  DictionaryLongs(byte[] page, int start, int width, long base, int entries, int count) {
    super(count);
    this.page = page;
    this.codesStart = start + width * entries;
    this.values = new long[entries];
    for (int i = 0; i < entries; i++) {
      values[i] = base + PageBytes.number(page, start + width * i, width);
      if (i > 0 && values[i] <= values[i - 1]) {
        throw new IndexOutOfBoundsException("value " + i + " is not above the one before");
      }
    }
    int largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, page[codesStart + i] & 0xFF);
    }
    if (largest >= entries) {
      throw new IndexOutOfBoundsException("code " + largest + " of " + entries);
    }
  }

  @Override
  long get(int position) {
    return values[page[codesStart + position] & 0xFF];
  }

  @Override
  void copyTo(int from, int to, long[] target, int at) {
    byte[] source = page;
    long[] dictionary = values;
    int first = codesStart + from;
    for (int i = 0; i < to - from; i++) {
      target[at + i] = dictionary[source[first + i] & 0xFF];
    }
  }

  @Override
  int select(int from, int to, long low, long high, int[] positions) {
    int first = 0;
    while (first < values.length && values[first] < low) {
      first++;
    }
    int last = values.length - 1;
    while (last >= first && values[last] > high) {
      last--;
    }
    if (first > last) {
      return 0;
    }
    byte[] source = page;
    int kept = 0;
    for (int i = from; i < to; i++) {
      int code = source[codesStart + i] & 0xFF;
      positions[kept] = i;
      kept += 1 - (((code - first) | (last - code)) >>> 31);
    }
    return kept;
  }
}
