package org.lightningdb.sql.exec.operator;

import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.RowLimits;

/** A number of rows for LIMIT and OFFSET: written in the statement, or a parameter. */
public sealed interface RowNumber {
  /** Known when planned. */
  record Known(long rows) implements RowNumber {}

  /** A parameter, by number from 0. */
  record Parameter(int index) implements RowNumber {}

  /**
   * The number for one execution.
   *
   * @param absent what NULL means
   */
  default long rows(Execution execution, long absent) {
    return this instanceof Known known
        ? known.rows()
        : RowLimits.of(execution.context().parameters().get(((Parameter) this).index()), absent);
  }
}
