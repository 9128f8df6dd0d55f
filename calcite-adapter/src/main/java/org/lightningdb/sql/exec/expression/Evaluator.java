package org.lightningdb.sql.exec.expression;

import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/** Computes one expression, batch by batch. */
public interface Evaluator {
  /**
   * The values at the given positions; other positions are undefined.
   *
   * @return borrowed until the next call; may be a column of the batch
   * @throws org.lightningdb.index.error.DbException of class 22 if a value at one of the positions
   *     cannot be computed
   */
  ColumnVector evaluate(Batch batch, Rows rows);

  /**
   * The same for a DECIMAL of more than 18 digits, as unscaled longs at the scale of the type; null
   * if it has no short way, or if a value does not fit.
   */
  default @Nullable LongVector evaluateUnscaled(Batch batch, Rows rows) {
    return null;
  }
}
