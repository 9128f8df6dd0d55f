package org.lightningdb.sql.exec.expression;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/** The same vector under another type that keeps these values in the same way: a free cast. */
public record Reinterpretation(Expression operand, SqlType type) implements Expression {
  @Override
  public Evaluator evaluator(Execution execution) {
    Evaluator evaluator = operand.evaluator(execution);
    return new Evaluator() {
      @Override
      public ColumnVector evaluate(Batch batch, Rows rows) {
        return evaluator.evaluate(batch, rows);
      }

      @Override
      public @Nullable LongVector evaluateUnscaled(Batch batch, Rows rows) {
        return evaluator.evaluateUnscaled(batch, rows);
      }
    };
  }

  @Override
  public Selector selector(Execution execution) {
    return operand.selector(execution);
  }
}
