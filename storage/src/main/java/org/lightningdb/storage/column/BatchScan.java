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
  boolean next(VectorBatch batch);

  /** Leaves of which rows were looked at. */
  long blocksRead();

  /** Leaves of which no row was looked at, because of their zone maps. */
  long blocksSkipped();

  @Override
  void close();
}
