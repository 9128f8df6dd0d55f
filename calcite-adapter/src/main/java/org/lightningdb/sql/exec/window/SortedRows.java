package org.lightningdb.sql.exec.window;

import java.util.List;
import java.util.Set;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.RowSorter;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * All rows of a window in order: partition after partition, each sorted. Knows for every row where
 * its partition and its peers (rows that sort alike) begin and end.
 */
public final class SortedRows {
  private final int[] rows;
  private final Batch columns;
  private final int[] partitionStarts;
  private final int[] partitionEnds;
  private final int[] peerStarts;
  private final int[] peerEnds;

  /**
   * Sorts the rows of a store.
   *
   * @param partitionKeyCount how many of the keys, from the first, divide the partitions
   * @param needed the columns that functions and frames read
   */
  public SortedRows(
      RowStore store,
      List<SqlType> types,
      List<SortKey> keys,
      int partitionKeyCount,
      Set<Integer> needed) {
    RowSorter sorter = new RowSorter(store, types, keys);
    this.rows = sorter.sort();
    this.partitionStarts = new int[rows.length];
    this.partitionEnds = new int[rows.length];
    this.peerStarts = new int[rows.length];
    this.peerEnds = new int[rows.length];
    divide(sorter, partitionKeyCount, partitionStarts, partitionEnds);
    divide(sorter, keys.size(), peerStarts, peerEnds);
    this.columns = new Batch(types.size());
    for (int column : needed) {
      ColumnVector vector =
          ColumnVector.create(types.get(column).columnKind(), Math.max(1, rows.length));
      store.gather(column, rows, 0, rows.length, vector);
      columns.setColumn(column, vector);
    }
    columns.reset(rows.length);
  }

  private void divide(RowSorter sorter, int keyCount, int[] starts, int[] ends) {
    int start = 0;
    for (int i = 1; i <= rows.length; i++) {
      if (i == rows.length || sorter.compare(rows[i - 1], rows[i], keyCount) != 0) {
        for (int j = start; j < i; j++) {
          starts[j] = start;
          ends[j] = i;
        }
        start = i;
      }
    }
  }

  public int size() {
    return rows.length;
  }

  /** The row numbers of the store, in order. */
  public int[] rows() {
    return rows;
  }

  /** The needed columns, position i being the i-th row in order. */
  public Batch columns() {
    return columns;
  }

  public int partitionStart(int row) {
    return partitionStarts[row];
  }

  /** Exclusive. */
  public int partitionEnd(int row) {
    return partitionEnds[row];
  }

  public int peerStart(int row) {
    return peerStarts[row];
  }

  /** Exclusive. */
  public int peerEnd(int row) {
    return peerEnds[row];
  }
}
