package org.lightningdb.storage.column;

import org.lightningdb.storage.vector.VectorBatch;

/**
 * The rows of a range in key order, column by column. Used by one thread at a time; the opener
 * closes it, before the view it came from.
 */
public interface BatchScan extends AutoCloseable {
  /**
   * Clears {@code batch} and fills it with the next rows, as many as there are room and rows.
   *
   * @param batch with the columns that {@link ColumnScan#kinds} names
   * @return whether there is any row; false at the end, for ever
   */
  default boolean next(VectorBatch batch) {
    batch.clear();
    int filled = fill(batch, 0);
    batch.setRowCount(filled);
    return filled > 0;
  }

  /**
   * Fills a batch with the next rows from a position on; the rows before stay, the count of rows is
   * not set.
   *
   * @return how many rows it has then; fewer than there is room for only at the end
   */
  int fill(VectorBatch batch, int from);

  /** Leaves of which rows were looked at. */
  long blocksRead();

  /** Leaves of which no row was looked at, because of their zone maps. */
  long blocksSkipped();

  @Override
  void close();
}
