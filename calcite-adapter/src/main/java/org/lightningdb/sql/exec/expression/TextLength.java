package org.lightningdb.sql.exec.expression;

import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/** The number of characters of a text. */
public record TextLength(Expression operand, SqlType type) implements Expression {
  @Override
  public Evaluator evaluator(Execution execution) {
    Evaluator evaluator = operand.evaluator(execution);
    Scratch scratch = new Scratch(ColumnKind.LONG);
    return (batch, rows) -> evaluate(evaluator.evaluate(batch, rows), batch, rows, scratch);
  }

  private static ColumnVector evaluate(
      ColumnVector operands, Batch batch, Rows rows, Scratch scratch) {
    BytesVector texts = (BytesVector) operands;
    LongVector result = scratch.longs(batch.positions());
    result.addNulls(texts);
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      if (!texts.isNull(position)) {
        result.values()[position] =
            Utf8.length(texts.buffer(), texts.start(position), texts.length(position));
      }
    }
    return result;
  }
}
