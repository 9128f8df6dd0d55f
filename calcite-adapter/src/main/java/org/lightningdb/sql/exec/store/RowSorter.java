package org.lightningdb.sql.exec.store;

import java.util.Arrays;
import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * Sorts the rows of a store by numbers, without moving them; rows that sort alike keep their order.
 *
 * <p>Keys are taken piece by piece, each as an unsigned word whose order is that of the values: a
 * number is one piece; of a text come seven bytes at a time, and in the last byte of the word how
 * many of them there are, or that there are more. Words are sorted by their bytes from the last to
 * the first, as far as they differ. Rows with equal words are then sorted among themselves by the
 * next piece. Where few rows are left, or after many pieces, rows are compared in whole.
 */
public final class RowSorter {
  /** So few rows are compared in whole. */
  private static final int COMPARED_MAX = 8;

  private static final int INSERTION_MAX = 48;
  private static final int PIECES_MAX = 24;
  private static final int PIECE_BYTES = 7;

  /** Says in the last byte of a word that the text goes on. */
  private static final int MORE = PIECE_BYTES + 1;

  private final RowStore store;
  private final List<SortKey> keys;
  private final RowOrder order;
  private int[] rows = new int[0];
  private int[] otherRows = new int[0];

  /** The current piece of the row at the same place. */
  private long[] words = new long[0];

  private long[] otherWords = new long[0];
  private final int[] counts = new int[257];

  /**
   * @param types of the store's columns
   */
  public RowSorter(RowStore store, List<SqlType> types, List<SortKey> keys) {
    this.store = store;
    this.keys = List.copyOf(keys);
    this.order = new RowOrder(types, keys);
  }

  /** The numbers of all rows in order. */
  public int[] sort() {
    int count = store.size();
    rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = i;
    }
    otherRows = new int[count];
    words = new long[count];
    otherWords = new long[count];
    sort(0, count, 0, 0, 0);
    int[] sorted = rows;
    rows = new int[0];
    otherRows = rows;
    words = new long[0];
    otherWords = words;
    return sorted;
  }

  /**
   * Sorts the rows at some places, which are alike as to all earlier pieces.
   *
   * @param key the number of the key to go on with
   * @param offset how many bytes of it have been looked at
   * @param pieces how many pieces have been looked at
   */
  private void sort(int begin, int end, int key, int offset, int pieces) {
    if (end - begin <= 1 || key == keys.size()) {
      return;
    }
    ColumnKind kind = store.kind(keys.get(key).column());
    if (end - begin <= COMPARED_MAX || pieces == PIECES_MAX || kind == ColumnKind.OBJECT) {
      sortWhole(begin, end, key);
      return;
    }
    boolean nullsFirst = keys.get(key).nullsFirst();
    int nulls = offset == 0 ? divideNulls(begin, end, keys.get(key)) : 0;
    int nullsBegin = nullsFirst ? begin : end - nulls;
    sort(nullsBegin, nullsBegin + nulls, key + 1, 0, pieces + 1);
    int from = nullsFirst ? begin + nulls : begin;
    int to = nullsFirst ? end : end - nulls;
    fillWords(from, to, keys.get(key), offset);
    sortWords(from, to);
    for (int runBegin = from; runBegin < to; ) {
      long word = words[runBegin];
      int runEnd = runBegin + 1;
      while (runEnd < to && words[runEnd] == word) {
        runEnd++;
      }
      long ascending = keys.get(key).descending() ? ~word : word;
      if (kind == ColumnKind.BYTES && (ascending & 0xff) == MORE) {
        sort(runBegin, runEnd, key, offset + PIECE_BYTES, pieces + 1);
      } else {
        sort(runBegin, runEnd, key + 1, 0, pieces + 1);
      }
      runBegin = runEnd;
    }
  }

  /** Brings NULLs where they belong and returns how many there are. */
  private int divideNulls(int begin, int end, SortKey key) {
    int nulls = 0;
    int values = begin;
    for (int i = begin; i < end; i++) {
      int row = rows[i];
      if (store.vector(key.column(), row).isNull(RowStore.position(row))) {
        otherRows[nulls++] = row;
      } else {
        rows[values++] = row;
      }
    }
    if (nulls > 0) {
      if (key.nullsFirst()) {
        System.arraycopy(rows, begin, rows, begin + nulls, values - begin);
      }
      System.arraycopy(otherRows, 0, rows, key.nullsFirst() ? begin : values, nulls);
    }
    return nulls;
  }

  private void fillWords(int begin, int end, SortKey key, int offset) {
    long flip = key.descending() ? -1L : 0;
    for (int i = begin; i < end; i++) {
      int row = rows[i];
      ColumnVector vector = store.vector(key.column(), row);
      words[i] = word(vector, RowStore.position(row), offset) ^ flip;
    }
  }

  private static long word(ColumnVector vector, int position, int offset) {
    if (vector instanceof LongVector longs) {
      return longs.get(position) ^ Long.MIN_VALUE;
    }
    if (vector instanceof DoubleVector doubles) {
      // Adding zero makes 0.0 of -0.0.
      long bits = Double.doubleToLongBits(doubles.get(position) + 0.0);
      return bits ^ ((bits >> 63) | Long.MIN_VALUE);
    }
    BytesVector bytes = (BytesVector) vector;
    int start = bytes.start(position) + offset;
    int length = bytes.length(position) - offset;
    long word = 0;
    for (int i = 0; i < PIECE_BYTES; i++) {
      word = word << 8 | (i < length ? bytes.buffer()[start + i] & 0xff : 0);
    }
    return word << 8 | Math.min(length, MORE);
  }

  /** Sorts the words at some places with their rows. */
  private void sortWords(int begin, int end) {
    long different = 0;
    boolean ascending = true;
    for (int i = begin + 1; i < end; i++) {
      different |= words[i] ^ words[begin];
      ascending &= Long.compareUnsigned(words[i - 1], words[i]) <= 0;
    }
    if (ascending) {
      return;
    }
    if (end - begin <= INSERTION_MAX) {
      insertionSort(begin, end);
      return;
    }
    for (int shift = 0; shift < Long.SIZE; shift += 8) {
      if ((different >>> shift & 0xff) != 0) {
        distribute(begin, end, shift);
      }
    }
  }

  private void insertionSort(int begin, int end) {
    for (int i = begin + 1; i < end; i++) {
      long word = words[i];
      int row = rows[i];
      int at = i;
      while (at > begin && Long.compareUnsigned(words[at - 1], word) > 0) {
        words[at] = words[at - 1];
        rows[at] = rows[at - 1];
        at--;
      }
      words[at] = word;
      rows[at] = row;
    }
  }

  /** One pass of the sort by bytes. */
  private void distribute(int begin, int end, int shift) {
    Arrays.fill(counts, 0);
    for (int i = begin; i < end; i++) {
      counts[(int) (words[i] >>> shift & 0xff) + 1]++;
    }
    counts[0] = begin;
    for (int i = 1; i < counts.length; i++) {
      counts[i] += counts[i - 1];
    }
    for (int i = begin; i < end; i++) {
      int at = counts[(int) (words[i] >>> shift & 0xff)]++;
      otherWords[at] = words[i];
      otherRows[at] = rows[i];
    }
    System.arraycopy(otherWords, begin, words, begin, end - begin);
    System.arraycopy(otherRows, begin, rows, begin, end - begin);
  }

  /** A merge sort that compares rows by all keys from one on. */
  private void sortWhole(int begin, int end, int key) {
    System.arraycopy(rows, begin, otherRows, begin, end - begin);
    mergeSort(otherRows, rows, begin, end, key);
  }

  /** Sorts a part of {@code to}; {@code from} has the same rows there. */
  private void mergeSort(int[] from, int[] to, int begin, int end, int key) {
    if (end - begin <= COMPARED_MAX) {
      insertionSort(to, begin, end, key);
      return;
    }
    int middle = (begin + end) >>> 1;
    mergeSort(to, from, begin, middle, key);
    mergeSort(to, from, middle, end, key);
    int left = begin;
    int right = middle;
    for (int i = begin; i < end; i++) {
      boolean takeLeft =
          right >= end
              || (left < middle && compare(from[left], from[right], key, keys.size()) <= 0);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }

  private void insertionSort(int[] numbers, int begin, int end, int key) {
    for (int i = begin + 1; i < end; i++) {
      int row = numbers[i];
      int at = i;
      while (at > begin && compare(numbers[at - 1], row, key, keys.size()) > 0) {
        numbers[at] = numbers[at - 1];
        at--;
      }
      numbers[at] = row;
    }
  }

  /**
   * Negative, zero or positive as the left row comes before, beside or after the right one by the
   * first {@code keyCount} keys.
   */
  public int compare(int left, int right, int keyCount) {
    return compare(left, right, 0, keyCount);
  }

  private int compare(int left, int right, int firstKey, int endKey) {
    int leftAt = RowStore.position(left);
    int rightAt = RowStore.position(right);
    for (int i = firstKey; i < endKey; i++) {
      int column = keys.get(i).column();
      int compared =
          order.compare(
              i, store.vector(column, left), leftAt, store.vector(column, right), rightAt);
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }
}
