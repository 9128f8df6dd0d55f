package org.lightningdb.sql.exec.operator;

import org.lightningdb.sql.exec.Execution;

/**
 * A plan whose rows come from those of one input, batch by batch and in its order, so that it can
 * be executed over one part of them and then over the next, and by several threads over different
 * parts.
 */
public interface StreamingPlan extends OperatorPlan {
  /** The input. */
  OperatorPlan streamed();

  /** Running state over an operator that yields some of the input's rows. */
  Operator over(Operator input, Execution execution);

  @Override
  default Operator operator(Execution execution) {
    return over(streamed().operator(execution), execution);
  }
}
