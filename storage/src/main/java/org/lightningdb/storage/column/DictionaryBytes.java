package org.lightningdb.storage.column;

import java.util.Arrays;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;

/** Byte strings of which many are alike: each is said once, rows name it by number. */
final class DictionaryBytes extends BytesPage {
  /** By value where its bytes begin; one more for the end of the last. */
  private final int[] starts;

  private final PackedLongs codes;

  DictionaryBytes(byte[] page, int endsStart, int endBytes, int entries, Extent extent) {
    super(page, extent);
    int rowCount = extent.rowCount();
    if (entries < 1 || entries > rowCount) {
      throw new IndexOutOfBoundsException(entries + " values for " + rowCount + " rows");
    }
    int length = requireAscending(page, endsStart, endBytes, entries, extent.end());
    int bytesStart = endsStart + endBytes * entries;
    this.starts = new int[entries + 1];
    starts[0] = bytesStart;
    for (int i = 0; i < entries; i++) {
      starts[i + 1] = bytesStart + (int) PageBytes.number(page, endsStart + endBytes * i, endBytes);
    }
    for (int i = 1; i < entries; i++) {
      if (compare(i - 1, i) >= 0) {
        throw new IndexOutOfBoundsException("value " + i + " is not above the one before");
      }
    }
    this.codes = PackedLongs.open(page, bytesStart + length, extent.end(), rowCount);
    long[] all = new long[rowCount];
    codes.copyTo(0, rowCount, all, 0);
    for (long code : all) {
      if (code < 0 || code >= entries) {
        throw new IndexOutOfBoundsException("code " + code + " of " + entries);
      }
    }
  }

  private int compare(int left, int right) {
    return Arrays.compareUnsigned(
        page(), starts[left], starts[left + 1], page(), starts[right], starts[right + 1]);
  }

  /** By value where its bytes begin; one more for the end of the last. Not to be changed. */
  int[] starts() {
    return starts;
  }

  PackedLongs codes() {
    return codes;
  }

  @Override
  int start(int row) {
    return starts[(int) codes.get(row)];
  }

  @Override
  int end(int row) {
    return starts[(int) codes.get(row) + 1];
  }

  @Override
  void copyValues(int from, int to, ColumnVector target, int at, long[] scratch) {
    codes.copyTo(from, to, scratch, 0);
    point(scratch, to - from, (BytesVector) target, at);
  }

  @Override
  void gatherValues(int[] rows, int first, int count, ColumnVector target, int at, long[] scratch) {
    codes.gather(rows, first, count, scratch, 0);
    point(scratch, count, (BytesVector) target, at);
  }

  /** Copies the whole dictionary if there are more rows than values, else value by value. */
  private void point(long[] numbers, int count, BytesVector target, int at) {
    int values = starts.length - 1;
    if (count < values) {
      for (int i = 0; i < count; i++) {
        int start = starts[(int) numbers[i]];
        target.set(at + i, page(), start, starts[(int) numbers[i] + 1] - start);
      }
      return;
    }
    int shift = target.append(page(), starts[0], starts[values] - starts[0]) - starts[0];
    for (int i = 0; i < count; i++) {
      int start = starts[(int) numbers[i]];
      target.point(at + i, start + shift, starts[(int) numbers[i] + 1] - start);
    }
  }

  @Override
  int selectValues(int from, int to, ColumnCondition condition, int[] rows) {
    int first = firstPassing(condition);
    return codes.select(from, to, first, lastPassing(condition, first), rows);
  }

  @Override
  int refineValues(int[] rows, int candidates, ColumnCondition condition) {
    int first = firstPassing(condition);
    return codes.refine(rows, candidates, first, lastPassing(condition, first));
  }

  /** Values ascend, so those that pass a range lie side by side. */
  private int firstPassing(ColumnCondition condition) {
    requireBytes(condition);
    int first = 0;
    while (first < starts.length - 1 && !passes(condition, first)) {
      first++;
    }
    return first;
  }

  private int lastPassing(ColumnCondition condition, int first) {
    int last = first;
    while (last < starts.length - 1 && passes(condition, last)) {
      last++;
    }
    return last - 1;
  }

  private boolean passes(ColumnCondition condition, int value) {
    return condition.holdsForBytes(page(), starts[value], starts[value + 1]);
  }
}
