package org.lightningdb.sql.exec.aggregate;

import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;

/** An aggregate function with its arguments. Immutable and shareable. */
public interface AggregateFunction {
  /** The type of its results. */
  SqlType type();

  /** Running state for one execution. */
  Accumulator accumulator(Execution execution);
}
