package org.lightningdb.sql.exec.expression;

import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/** LIKE with a pattern known when planned. */
public record LikeMatch(Expression operand, LikePattern pattern) implements Expression {
  @Override
  public SqlType type() {
    return SqlType.of(TypeKind.BOOLEAN);
  }

  @Override
  public Evaluator evaluator(Execution execution) {
    return new Running(operand.evaluator(execution));
  }

  /** One execution's state. */
  private final class Running implements Evaluator {
    private final Evaluator operand;
    private final Scratch scratch = new Scratch(ColumnKind.LONG);

    Running(Evaluator operand) {
      this.operand = operand;
    }

    @Override
    public ColumnVector evaluate(Batch batch, Rows rows) {
      BytesVector texts = (BytesVector) operand.evaluate(batch, rows);
      LongVector result = scratch.longs(batch.positions());
      result.addNulls(texts);
      byte[] buffer = texts.buffer();
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (!texts.isNull(position)) {
          boolean matches = pattern.matches(buffer, texts.start(position), texts.length(position));
          result.values()[position] = matches ? 1 : 0;
        }
      }
      return result;
    }
  }
}
