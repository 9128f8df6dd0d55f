package org.lightningdb.storage.column;

import java.util.Arrays;

/** Offsets from the smallest value, all of one width. */
final class FrameLongs extends PackedLongs {
  private final byte[] page;
  private final int start;
  private final int width;
  private final long base;

  FrameLongs(byte[] page, int start, int width, long base, int count) {
    super(count);
    this.page = page;
    this.start = start;
    this.width = width;
    this.base = base;
  }

  int start() {
    return start;
  }

  int width() {
    return width;
  }

  long base() {
    return base;
  }

  @Override
  long get(int position) {
    return base + PageBytes.number(page, start + position * width, width);
  }

  @Override
  void copyTo(int from, int to, long[] target, int at) {
    byte[] source = page;
    int length = to - from;
    int first = start + from * width;
    switch (width) {
      case 0 -> Arrays.fill(target, at, at + length, base);
      case 1 -> {
        for (int i = 0; i < length; i++) {
          target[at + i] = base + (source[first + i] & 0xFF);
        }
      }
      case 2 -> {
        for (int i = 0; i < length; i++) {
          target[at + i] = base + ((short) PageBytes.SHORT.get(source, first + 2 * i) & 0xFFFF);
        }
      }
      case 4 -> {
        for (int i = 0; i < length; i++) {
          target[at + i] = base + ((int) PageBytes.INT.get(source, first + 4 * i) & 0xFFFF_FFFFL);
        }
      }
      default -> {
        for (int i = 0; i < length; i++) {
          target[at + i] = base + (long) PageBytes.LONG.get(source, first + 8 * i);
        }
      }
    }
  }

  @Override
  void gather(int[] positions, int first, int wanted, long[] target, int at) {
    byte[] source = page;
    switch (width) {
      case 1 -> {
        for (int i = 0; i < wanted; i++) {
          target[at + i] = base + (source[start + positions[first + i]] & 0xFF);
        }
      }
      case 2 -> {
        for (int i = 0; i < wanted; i++) {
          int place = start + 2 * positions[first + i];
          target[at + i] = base + ((short) PageBytes.SHORT.get(source, place) & 0xFFFF);
        }
      }
      case 4 -> {
        for (int i = 0; i < wanted; i++) {
          int place = start + 4 * positions[first + i];
          target[at + i] = base + ((int) PageBytes.INT.get(source, place) & 0xFFFF_FFFFL);
        }
      }
      default -> super.gather(positions, first, wanted, target, at);
    }
  }

  @Override
  int select(int from, int to, long low, long high, int[] positions) {
    if (high < base || low > high) {
      return 0;
    }
    // Bounds as offsets; both fit an unsigned long.
    long lowest = low <= base ? 0 : low - base;
    long highest = high - base;
    if (width == 8) {
      return selectWide(from, to, low, high, positions);
    }
    long largest = width == 0 ? 0 : (1L << (8 * width)) - 1;
    if (Long.compareUnsigned(lowest, largest) > 0) {
      return 0;
    }
    long limit = Long.compareUnsigned(highest, largest) > 0 ? largest : highest;
    return selectNarrow(from, to, lowest, limit, positions);
  }

  /** Without branches: a difference below zero has its highest bit set. */
  private int selectNarrow(int from, int to, long lowest, long highest, int[] positions) {
    byte[] source = page;
    int kept = 0;
    switch (width) {
      case 0 -> {
        for (int i = from; i < to; i++) {
          positions[kept++] = i;
        }
      }
      case 1 -> {
        int low = (int) lowest;
        int high = (int) highest;
        for (int i = from; i < to; i++) {
          int value = source[start + i] & 0xFF;
          positions[kept] = i;
          kept += 1 - (((value - low) | (high - value)) >>> 31);
        }
      }
      case 2 -> {
        int low = (int) lowest;
        int high = (int) highest;
        for (int i = from; i < to; i++) {
          int value = (short) PageBytes.SHORT.get(source, start + 2 * i) & 0xFFFF;
          positions[kept] = i;
          kept += 1 - (((value - low) | (high - value)) >>> 31);
        }
      }
      default -> {
        for (int i = from; i < to; i++) {
          long value = (int) PageBytes.INT.get(source, start + 4 * i) & 0xFFFF_FFFFL;
          positions[kept] = i;
          kept += 1 - (int) (((value - lowest) | (highest - value)) >>> 63);
        }
      }
    }
    return kept;
  }

  private int selectWide(int from, int to, long low, long high, int[] positions) {
    int kept = 0;
    for (int i = from; i < to; i++) {
      long value = base + (long) PageBytes.LONG.get(page, start + 8 * i);
      positions[kept] = i;
      kept += value >= low && value <= high ? 1 : 0;
    }
    return kept;
  }
}
