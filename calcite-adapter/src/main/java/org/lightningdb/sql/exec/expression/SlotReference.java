package org.lightningdb.sql.exec.expression;

import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;

/** A column of the outer row for which a correlated part of the plan is being executed. */
public record SlotReference(int slot, SqlType type) implements Expression {
  @Override
  public Evaluator evaluator(Execution execution) {
    RepeatedValue repeated = new RepeatedValue(type);
    return (batch, rows) -> repeated.of(execution.slot(slot), batch.positions());
  }
}
