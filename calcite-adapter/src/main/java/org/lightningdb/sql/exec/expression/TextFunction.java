package org.lightningdb.sql.exec.expression;

import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;

/** A function of one text that yields another. NULL yields NULL. */
public record TextFunction(Expression operand, SqlType type, TextChange change)
    implements Expression {
  /** What the function does to one text; without state. */
  public interface TextChange {
    /** Sets {@code result} at {@code position} to the changed text. */
    void apply(byte[] buffer, int start, int length, BytesVector result, int position);
  }

  @Override
  public Evaluator evaluator(Execution execution) {
    Evaluator evaluator = operand.evaluator(execution);
    Scratch scratch = new Scratch(type.columnKind());
    return (batch, rows) -> evaluate(evaluator.evaluate(batch, rows), batch, rows, scratch);
  }

  private ColumnVector evaluate(ColumnVector operands, Batch batch, Rows rows, Scratch scratch) {
    BytesVector texts = (BytesVector) operands;
    BytesVector result = scratch.bytes(batch.positions());
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      if (texts.isNull(position)) {
        result.setNull(position);
      } else {
        change.apply(
            texts.buffer(), texts.start(position), texts.length(position), result, position);
      }
    }
    return result;
  }
}
