package org.lightningdb.sql.exec.expression;

import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;

/** A column of the batch. */
public record ColumnReference(int index, SqlType type) implements Expression {
  @Override
  public Evaluator evaluator(Execution execution) {
    return (batch, rows) -> batch.column(index);
  }
}
