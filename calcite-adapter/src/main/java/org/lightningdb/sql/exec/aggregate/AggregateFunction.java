package org.lightningdb.sql.exec.aggregate;

import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;

/** An aggregate function with its arguments. Immutable and shareable. */
public interface AggregateFunction {
  /** The type of its results. */
  SqlType type();

  /**
   * Whether rows can be accumulated apart and then {@link Accumulator#merge merged}, with the same
   * result in whatever way they are divided.
   */
  default boolean mergeable() {
    return false;
  }

  /** Running state for one execution. */
  Accumulator accumulator(Execution execution);
}
