package org.lightningdb.sql.exec.expression;

import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/** NOT: unknown stays unknown. */
public record Negation(Expression operand) implements Expression {
  @Override
  public SqlType type() {
    return SqlType.of(TypeKind.BOOLEAN);
  }

  @Override
  public Evaluator evaluator(Execution execution) {
    return new Running(operand.evaluator(execution));
  }

  /** One execution's state. */
  private static final class Running implements Evaluator {
    private final Evaluator operand;
    private final Scratch scratch = new Scratch(ColumnKind.LONG);

    Running(Evaluator operand) {
      this.operand = operand;
    }

    @Override
    public ColumnVector evaluate(Batch batch, Rows rows) {
      LongVector values = (LongVector) operand.evaluate(batch, rows);
      LongVector result = scratch.longs(batch.positions());
      result.addNulls(values);
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        result.values()[position] = 1 - values.get(position);
      }
      return result;
    }
  }
}
