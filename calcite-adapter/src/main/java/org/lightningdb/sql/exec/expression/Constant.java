package org.lightningdb.sql.exec.expression;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;

/**
 * A value known when planned.
 *
 * @param value of exactly the type's Java class, or null
 */
public record Constant(@Nullable Object value, SqlType type) implements Expression {
  @Override
  public Evaluator evaluator(Execution execution) {
    RepeatedValue repeated = new RepeatedValue(type);
    return (batch, rows) -> repeated.of(value, batch.positions());
  }
}
