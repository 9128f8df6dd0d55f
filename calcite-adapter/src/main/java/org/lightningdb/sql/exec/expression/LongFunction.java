package org.lightningdb.sql.exec.expression;

import java.util.function.LongUnaryOperator;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * A function of one value kept as a long that yields another: parts of dates, casts between dates
 * and timestamps. NULL yields NULL.
 *
 * @param function without state; called for rows only
 */
public record LongFunction(Expression operand, SqlType type, LongUnaryOperator function)
    implements Expression {
  @Override
  public Evaluator evaluator(Execution execution) {
    Evaluator evaluator = operand.evaluator(execution);
    Scratch scratch = new Scratch(ColumnKind.LONG);
    return (batch, rows) -> evaluate(evaluator.evaluate(batch, rows), batch, rows, scratch);
  }

  private ColumnVector evaluate(ColumnVector operands, Batch batch, Rows rows, Scratch scratch) {
    LongVector values = (LongVector) operands;
    LongVector result = scratch.longs(batch.positions());
    result.addNulls(values);
    boolean nulls = values.hasNulls();
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      if (!nulls || !values.isNull(position)) {
        result.values()[position] = function.applyAsLong(values.get(position));
      }
    }
    return result;
  }
}
