package org.lightningdb.sql.exec.expression;

import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;

/** A scalar expression over the columns of a batch. Immutable and shareable. */
public interface Expression {
  /** The type of its values; decides the kind of the vectors its evaluators return. */
  SqlType type();

  /** Running state for one execution, used by one thread at a time. */
  Evaluator evaluator(Execution execution);

  /**
   * As a condition; only if the type is BOOLEAN. Faster than evaluating where a class can select
   * without making a vector of truth values first.
   */
  default Selector selector(Execution execution) {
    return new TruthSelector(evaluator(execution));
  }
}
