package org.lightningdb.sql.exec;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * Is told of each row that a statement changes, for RETURNING and for generated keys. Old states
 * are Java values of the table's columns; they are there only if they were asked for when the
 * statement was planned. Batches are borrowed.
 */
public interface ChangeObserver {
  /** A row has come. */
  void inserted(VectorBatch rows, int row);

  /** A row has a new state. */
  void updated(@Nullable Object @Nullable [] old, VectorBatch rows, int row);

  /** A row has gone. */
  void deleted(@Nullable Object @Nullable [] old);
}
