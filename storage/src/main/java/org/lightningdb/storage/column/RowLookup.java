package org.lightningdb.storage.column;

import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * Single rows, column by column: of the others not even the bytes are touched. Used by one thread,
 * while the view it came from is open.
 */
public interface RowLookup {
  /**
   * Puts the row of {@code key} into {@code batch} at {@code position}, where nothing has been set
   * since it was cleared.
   *
   * @param batch with the columns that {@link ColumnScan#kinds} names
   * @return whether there is such a row and it passes the predicate; else nothing is set
   */
  boolean read(Slice key, VectorBatch batch, int position);
}
