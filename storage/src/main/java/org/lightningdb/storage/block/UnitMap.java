package org.lightningdb.storage.block;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The free units of a file, one bit each: 32 KiB for a gigabyte, however scattered the free space
 * is. The bits lie in segments of {@link #SEGMENT_UNITS}; a segment without a free unit takes no
 * memory. Each segment knows a bound of its longest free run, so that a search passes by what is
 * too full: a search that fails makes the bound exact, freeing raises it.
 *
 * <p>Not thread-safe.
 */
final class UnitMap {
  static final int SEGMENT_UNITS = 1 << 15;

  /** Longer runs may cross segments; shorter ones never do. */
  static final int LONG_RUN_UNITS = 1 << 10;

  private static final int SEGMENT_WORDS = SEGMENT_UNITS / Long.SIZE;

  private long[] @Nullable [] segments = new long[4][];
  private int[] longestRunBounds = new int[4];
  private long freeUnits;

  long freeUnits() {
    return freeUnits;
  }

  /**
   * Makes {@code count} units from {@code start} on free.
   *
   * @throws IllegalStateException if one of them is free already; then nothing has changed
   */
  void add(long start, long count) {
    long found = nextFree(start, start + count);
    if (found < start + count) {
      throw new IllegalStateException("unit " + found + " freed twice");
    }
    for (long from = start; from < start + count; from = endOfSegment(from)) {
      long to = Math.min(start + count, endOfSegment(from));
      setBits(from, to, true);
      raiseBound(from, to);
    }
    freeUnits += count;
  }

  private static long endOfSegment(long unit) {
    return (unit / SEGMENT_UNITS + 1) * SEGMENT_UNITS;
  }

  private void raiseBound(long from, long to) {
    int segment = (int) (from / SEGMENT_UNITS);
    long begin = (long) segment * SEGMENT_UNITS;
    long left = startOfFreeRun(from, begin);
    long right = nextTaken(to, begin + SEGMENT_UNITS);
    longestRunBounds[segment] = Math.max(longestRunBounds[segment], (int) (right - left));
  }

  boolean contains(long unit) {
    return nextFree(unit, unit + 1) == unit;
  }

  /** Makes units taken, whether they are free or not. */
  void remove(long start, long count) {
    for (long from = start; from < start + count; from = endOfSegment(from)) {
      setBits(from, Math.min(start + count, endOfSegment(from)), false);
    }
  }

  /** Makes every unit taken that is free in {@code other}. */
  void removeAll(UnitMap other) {
    for (int segment = 0; segment < Math.min(segments.length, other.segments.length); segment++) {
      long[] words = segments[segment];
      long[] otherWords = other.segments[segment];
      for (int word = 0; words != null && otherWords != null && word < SEGMENT_WORDS; word++) {
        freeUnits -= Long.bitCount(words[word] & otherWords[word]);
        words[word] &= ~otherWords[word];
      }
    }
  }

  /** Inside one segment; removing keeps count by itself. */
  private void setBits(long from, long to, boolean free) {
    int segment = (int) (from / SEGMENT_UNITS);
    long[] words = free ? segmentForChange(segment) : words(segment);
    if (words == null) {
      return;
    }
    int first = (int) (from % SEGMENT_UNITS);
    int last = first + (int) (to - from) - 1;
    for (int word = first >> 6; word <= last >> 6; word++) {
      long mask = -1L;
      if (word == first >> 6) {
        mask &= -1L << first;
      }
      if (word == last >> 6) {
        mask &= -1L >>> ~last;
      }
      if (free) {
        words[word] |= mask;
      } else {
        freeUnits -= Long.bitCount(words[word] & mask);
        words[word] &= ~mask;
      }
    }
  }

  private long[] segmentForChange(int segment) {
    if (segment >= segments.length) {
      int length = Math.max(segment + 1, segments.length * 2);
      segments = Arrays.copyOf(segments, length);
      longestRunBounds = Arrays.copyOf(longestRunBounds, length);
    }
    long[] words = segments[segment];
    if (words == null) {
      words = new long[SEGMENT_WORDS];
      segments[segment] = words;
    }
    return words;
  }

  private long @Nullable [] words(int segment) {
    return segment < segments.length ? segments[segment] : null;
  }

  /**
   * Takes the first free run of {@code count} units below {@code end}.
   *
   * @return its first unit, or -1 if there is none
   */
  long take(int count, long end) {
    long start = count > LONG_RUN_UNITS ? find(0, end, count) : findInSegments(count, end);
    if (start >= 0) {
      remove(start, count);
    }
    return start;
  }

  private long findInSegments(int count, long end) {
    int segmentsInUse = (int) Math.min(segments.length, (end - 1) / SEGMENT_UNITS + 1);
    for (int segment = 0; segment < segmentsInUse; segment++) {
      if (longestRunBounds[segment] >= count) {
        long begin = (long) segment * SEGMENT_UNITS;
        long start = find(begin, begin + SEGMENT_UNITS, count);
        if (start >= 0) {
          return start;
        }
      }
    }
    return -1;
  }

  /** The start of the first run in {@code from} to {@code to} (exclusive), or -1. */
  private long find(long from, long to, int count) {
    int longest = 0;
    long start = nextFree(from, to);
    while (start < to) {
      long end = nextTaken(start, to);
      if (end - start >= count) {
        return start;
      }
      longest = Math.max(longest, (int) (end - start));
      start = nextFree(end, to);
    }
    if (to - from == SEGMENT_UNITS && from % SEGMENT_UNITS == 0) {
      longestRunBounds[(int) (from / SEGMENT_UNITS)] = longest;
    }
    return -1;
  }

  /** The first unit of the free run that ends before {@code end}; {@code end} if it is taken. */
  long startOfFreeTail(long end) {
    return startOfFreeRun(end, 0);
  }

  private long startOfFreeRun(long end, long limit) {
    long unit = end;
    while (unit > limit) {
      long[] words = words((int) ((unit - 1) / SEGMENT_UNITS));
      if (words == null) {
        return unit;
      }
      int bit = (int) ((unit - 1) % SEGMENT_UNITS);
      int freeAbove = Long.numberOfLeadingZeros(~(words[bit >> 6] << ~bit));
      int wanted = (bit & 63) + 1;
      unit -= Math.min(freeAbove, wanted);
      if (freeAbove < wanted) {
        break;
      }
    }
    return Math.max(unit, limit);
  }

  /** The first free unit at or above {@code from}, {@code to} if there is none below it. */
  private long nextFree(long from, long to) {
    long unit = from;
    while (unit < to) {
      long[] words = words((int) (unit / SEGMENT_UNITS));
      if (words == null) {
        unit = endOfSegment(unit);
        continue;
      }
      int bit = (int) (unit % SEGMENT_UNITS);
      long rest = words[bit >> 6] >>> bit;
      if (rest != 0) {
        return Math.min(to, unit + Long.numberOfTrailingZeros(rest));
      }
      unit += Long.SIZE - (bit & 63);
    }
    return to;
  }

  /** The first taken unit at or above {@code from}, {@code to} if there is none below it. */
  private long nextTaken(long from, long to) {
    long unit = from;
    while (unit < to) {
      long[] words = words((int) (unit / SEGMENT_UNITS));
      if (words == null) {
        return unit;
      }
      int bit = (int) (unit % SEGMENT_UNITS);
      long rest = ~words[bit >> 6] >>> bit;
      if (rest != 0) {
        return Math.min(to, unit + Long.numberOfTrailingZeros(rest));
      }
      unit += Long.SIZE - (bit & 63);
    }
    return to;
  }
}
