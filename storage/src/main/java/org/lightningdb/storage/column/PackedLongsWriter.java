package org.lightningdb.storage.column;

import java.util.Arrays;

/** Chooses the form of a sequence of longs by its size and appends it to a page. */
final class PackedLongsWriter {
  private final long[] distinct = new long[PackedLongs.DICTIONARY_MAX + 1];
  private int distinctCount;
  private long smallest;
  private long largest;
  private int runs;

  /** Appends {@code count} values, at least one. */
  void append(PageBytes page, long[] values, int count) {
    measure(values, count);
    int width = PageBytes.widthOf(largest - smallest);
    long frameBytes = (long) count * width;
    long runBytes = runs * (4L + width);
    if (runBytes * 2 <= frameBytes) {
      appendRuns(page, values, count, width);
    } else if (width >= 4 && countDistinct(values, count) <= PackedLongs.DICTIONARY_MAX) {
      appendDictionary(page, values, count, width);
    } else {
      appendFrame(page, values, count, width);
    }
  }

  /** Appends the values as a frame, whatever the size. */
  void appendFrame(PageBytes page, long[] values, int count) {
    measure(values, count);
    appendFrame(page, values, count, PageBytes.widthOf(largest - smallest));
  }

  private void measure(long[] values, int count) {
    smallest = values[0];
    largest = values[0];
    runs = 1;
    for (int i = 1; i < count; i++) {
      smallest = Math.min(smallest, values[i]);
      largest = Math.max(largest, values[i]);
      runs += values[i] == values[i - 1] ? 0 : 1;
    }
  }

  /** How many different values, sorted in {@link #distinct}; one more than the maximum if more. */
  private int countDistinct(long[] values, int count) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      if (i > 0 && values[i] == values[i - 1]) {
        continue;
      }
      int place = Arrays.binarySearch(distinct, 0, found, values[i]);
      if (place < 0) {
        // Below four values an entry, a dictionary saves too little.
        if (found == PackedLongs.DICTIONARY_MAX || 4 * (found + 1) > count) {
          return PackedLongs.DICTIONARY_MAX + 1;
        }
        int insertion = -1 - place;
        System.arraycopy(distinct, insertion, distinct, insertion + 1, found - insertion);
        distinct[insertion] = values[i];
        found++;
      }
    }
    distinctCount = found;
    return found;
  }

  private int header(PageBytes page, int form, int width, int entries, long bytes) {
    int start = page.reserve(Math.toIntExact(PackedLongs.HEADER_BYTES + bytes));
    page.setByte(start, form);
    page.setByte(start + 1, width);
    page.setInt(start + 4, entries);
    page.setLong(start + 8, smallest);
    return start + PackedLongs.HEADER_BYTES;
  }

  private void appendFrame(PageBytes page, long[] values, int count, int width) {
    int at = header(page, PackedLongs.FORM_FRAME, width, 0, (long) count * width);
    for (int i = 0; i < count; i++) {
      page.setNumber(at + width * i, width, values[i] - smallest);
    }
  }

  private void appendRuns(PageBytes page, long[] values, int count, int width) {
    int ends = header(page, PackedLongs.FORM_RUNS, width, runs, runs * (4L + width));
    int offsets = ends + Integer.BYTES * runs;
    int run = 0;
    for (int i = 0; i < count; i++) {
      if (i + 1 == count || values[i + 1] != values[i]) {
        page.setInt(ends + Integer.BYTES * run, i + 1);
        page.setNumber(offsets + width * run, width, values[i] - smallest);
        run++;
      }
    }
  }

  private void appendDictionary(PageBytes page, long[] values, int count, int width) {
    int entries = distinctCount;
    int at =
        header(page, PackedLongs.FORM_DICTIONARY, width, entries, (long) entries * width + count);
    int codes = at + width * entries;
    for (int i = 0; i < entries; i++) {
      page.setNumber(at + width * i, width, distinct[i] - smallest);
    }
    for (int i = 0; i < count; i++) {
      page.setByte(codes + i, Arrays.binarySearch(distinct, 0, entries, values[i]));
    }
  }
}
