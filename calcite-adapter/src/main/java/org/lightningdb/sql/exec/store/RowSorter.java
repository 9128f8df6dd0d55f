package org.lightningdb.sql.exec.store;

import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.expression.ValueOrder;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * Sorts the rows of a store by numbers, without moving them: a stable merge sort. Rows are first
 * compared by the beginning of their first key, made a long; only ties look at the vectors.
 */
public final class RowSorter {
  private static final int INSERTION_MAX = 16;

  private final RowStore store;
  private final List<SortKey> keys;
  private final ValueOrder[] orders;
  private long[] prefixes = new long[0];
  private boolean prefixed;

  /**
   * @param types of the store's columns
   */
  public RowSorter(RowStore store, List<SqlType> types, List<SortKey> keys) {
    this.store = store;
    this.keys = List.copyOf(keys);
    this.orders =
        keys.stream()
            .map(key -> ValueOrder.of(types.get(key.column()).columnKind()))
            .toArray(ValueOrder[]::new);
  }

  /** The numbers of all rows in order. */
  public int[] sort() {
    int[] rows = new int[store.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i;
    }
    if (!keys.isEmpty()) {
      computePrefixes();
      sort(rows.clone(), rows, 0, rows.length);
      prefixes = new long[0];
    }
    return rows;
  }

  /** Sorts the part of {@code to}; {@code from} has the same rows there. */
  private void sort(int[] from, int[] to, int begin, int end) {
    if (end - begin <= INSERTION_MAX) {
      insertionSort(to, begin, end);
      return;
    }
    int middle = (begin + end) >>> 1;
    sort(to, from, begin, middle);
    sort(to, from, middle, end);
    int left = begin;
    int right = middle;
    for (int i = begin; i < end; i++) {
      boolean takeLeft =
          right >= end || (left < middle && compareRows(from[left], from[right]) <= 0);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }

  private void insertionSort(int[] rows, int begin, int end) {
    for (int i = begin + 1; i < end; i++) {
      int row = rows[i];
      int at = i;
      while (at > begin && compareRows(rows[at - 1], row) > 0) {
        rows[at] = rows[at - 1];
        at--;
      }
      rows[at] = row;
    }
  }

  private int compareRows(int left, int right) {
    if (prefixed) {
      int order = Long.compare(prefixes[left], prefixes[right]);
      if (order != 0) {
        return order;
      }
    }
    return compare(left, right);
  }

  /** Negative, zero or positive as the left row comes before, beside or after the right one. */
  public int compare(int left, int right) {
    return compare(left, right, keys.size());
  }

  /** The same by the first {@code keyCount} keys only. */
  public int compare(int left, int right, int keyCount) {
    int leftAt = RowStore.position(left);
    int rightAt = RowStore.position(right);
    for (int i = 0; i < keyCount; i++) {
      SortKey key = keys.get(i);
      ColumnVector a = store.vector(key.column(), left);
      ColumnVector b = store.vector(key.column(), right);
      boolean leftNull = a.isNull(leftAt);
      boolean rightNull = b.isNull(rightAt);
      if (leftNull || rightNull) {
        if (leftNull != rightNull) {
          return leftNull == key.nullsFirst() ? -1 : 1;
        }
        continue;
      }
      int order = orders[i].compare(a, leftAt, b, rightAt);
      if (order != 0) {
        return key.descending() ? -order : order;
      }
    }
    return 0;
  }

  private void computePrefixes() {
    SortKey key = keys.get(0);
    prefixed = true;
    prefixes = new long[store.size()];
    for (int row = 0; row < prefixes.length; row++) {
      ColumnVector vector = store.vector(key.column(), row);
      int position = RowStore.position(row);
      if (vector.isNull(position) || !hasPrefix(vector)) {
        prefixed = false;
        prefixes = new long[0];
        return;
      }
      long prefix = prefix(vector, position);
      prefixes[row] = key.descending() ? ~prefix : prefix;
    }
  }

  private static boolean hasPrefix(ColumnVector vector) {
    return vector instanceof LongVector
        || vector instanceof DoubleVector
        || vector instanceof BytesVector;
  }

  /** A long whose order never contradicts the order of the values. */
  private static long prefix(ColumnVector vector, int position) {
    if (vector instanceof LongVector longs) {
      return longs.get(position);
    }
    if (vector instanceof DoubleVector doubles) {
      long bits = Double.doubleToLongBits(doubles.get(position) + 0.0);
      return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }
    BytesVector bytes = (BytesVector) vector;
    long prefix = 0;
    int start = bytes.start(position);
    int length = Math.min(8, bytes.length(position));
    for (int i = 0; i < 8; i++) {
      prefix = prefix << 8 | (i < length ? bytes.buffer()[start + i] & 0xff : 0);
    }
    return prefix ^ Long.MIN_VALUE;
  }
}
