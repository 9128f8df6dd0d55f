package org.lightningdb.sql.exec.expression;

import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;

/** Evaluates one condition, batch by batch. */
public interface Selector {
  /**
   * Writes those of the given positions at which the condition is true (neither false nor unknown),
   * in the same order.
   *
   * @param target at least as long as there are rows; may be the array that {@code rows} lists
   * @return how many were written
   */
  int select(Batch batch, Rows rows, int[] target);
}
