package org.lightningdb.storage.column;

import java.util.Arrays;

/** Stretches of equal values. */
final class RunLongs extends PackedLongs {
  private final byte[] page;
  private final int endsStart;
  private final int offsetsStart;
  private final int width;
  private final long base;
  private final int runs;

  /**
   * @throws IndexOutOfBoundsException if the runs do not ascend to the last position
   */
  RunLongs(byte[] page, int start, int width, long base, int runs, int count) {
    super(count);
    this.page = page;
    this.endsStart = start;
    this.offsetsStart = start + Integer.BYTES * runs;
    this.width = width;
    this.base = base;
    this.runs = runs;
    int previous = 0;
    for (int run = 0; run < runs; run++) {
      if (end(run) <= previous) {
        throw new IndexOutOfBoundsException("run " + run + " ends at " + end(run));
      }
      previous = end(run);
    }
    if (previous != count) {
      throw new IndexOutOfBoundsException("runs of " + previous + " values, not " + count);
    }
  }

  private int end(int run) {
    return (int) PageBytes.INT.get(page, endsStart + Integer.BYTES * run);
  }

  private long value(int run) {
    return base + PageBytes.number(page, offsetsStart + width * run, width);
  }

  private int runOf(int position) {
    int low = 0;
    int high = runs - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (end(middle) <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  long get(int position) {
    return value(runOf(position));
  }

  @Override
  void copyTo(int from, int to, long[] target, int at) {
    int position = from;
    int run = runOf(from);
    while (position < to) {
      int end = Math.min(to, end(run));
      Arrays.fill(target, at + position - from, at + end - from, value(run));
      position = end;
      run++;
    }
  }

  @Override
  int select(int from, int to, long low, long high, int[] positions) {
    int kept = 0;
    int position = from;
    int run = from < to ? runOf(from) : 0;
    while (position < to) {
      int end = Math.min(to, end(run));
      long value = value(run);
      if (value >= low && value <= high) {
        while (position < end) {
          positions[kept++] = position++;
        }
      }
      position = end;
      run++;
    }
    return kept;
  }
}
