package org.lightningdb.sql.exec.expression;

import java.util.function.LongBinaryOperator;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * A function of two values kept as longs that yields another: dates and intervals. NULL yields
 * NULL.
 *
 * @param function without state; called for rows only
 */
public record LongPairFunction(
    Expression left, Expression right, SqlType type, LongBinaryOperator function)
    implements Expression {
  @Override
  public Evaluator evaluator(Execution execution) {
    Evaluator first = left.evaluator(execution);
    Evaluator second = right.evaluator(execution);
    Scratch scratch = new Scratch(ColumnKind.LONG);
    return (batch, rows) ->
        evaluate(
            (LongVector) first.evaluate(batch, rows),
            (LongVector) second.evaluate(batch, rows),
            scratch.longs(batch.positions()),
            rows);
  }

  private ColumnVector evaluate(LongVector a, LongVector b, LongVector result, Rows rows) {
    result.addNulls(a);
    result.addNulls(b);
    boolean nulls = result.hasNulls();
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      if (!nulls || !result.isNull(position)) {
        result.values()[position] = function.applyAsLong(a.get(position), b.get(position));
      }
    }
    return result;
  }
}
