package org.lightningdb.sql.exec.expression;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.sql.exec.Execution;

/** A parameter of the statement, by number from 0. */
public record ParameterReference(int index, SqlType type) implements Expression {
  @Override
  public Evaluator evaluator(Execution execution) {
    RepeatedValue repeated = new RepeatedValue(type);
    Object value = value(execution);
    return (batch, rows) -> repeated.of(value, batch.positions());
  }

  private @Nullable Object value(Execution execution) {
    if (index >= execution.context().parameters().size()) {
      throw DbException.of(SqlState.UNDEFINED_PARAMETER, "no value for parameter " + (index + 1));
    }
    return ValueAssignment.convert(
        execution.context().parameters().get(index),
        type,
        execution.context().zone(),
        "",
        "parameter " + (index + 1));
  }
}
