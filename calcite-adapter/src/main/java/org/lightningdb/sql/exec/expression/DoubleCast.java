package org.lightningdb.sql.exec.expression;

import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;

/** From any number to DOUBLE or REAL, to the nearest value. */
public record DoubleCast(Expression operand, SqlType type) implements Expression {
  @Override
  public Evaluator evaluator(Execution execution) {
    return new Running(operand.evaluator(execution));
  }

  /** One execution's state. */
  private final class Running implements Evaluator {
    private final Evaluator operand;
    private final SqlType from = DoubleCast.this.operand.type();
    private final boolean real = type.kind() == TypeKind.REAL;
    private final Scratch scratch = new Scratch(ColumnKind.DOUBLE);

    Running(Evaluator operand) {
      this.operand = operand;
    }

    @Override
    public ColumnVector evaluate(Batch batch, Rows rows) {
      ColumnVector values = operand.evaluate(batch, rows);
      DoubleVector result = scratch.doubles(batch.positions());
      result.addNulls(values);
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (!values.isNull(position)) {
          double value = value(values, position);
          result.values()[position] = real ? (float) value : value;
        }
      }
      return result;
    }

    private double value(ColumnVector values, int position) {
      if (values instanceof DoubleVector doubles) {
        return doubles.get(position);
      }
      return from.scale() == 0 && values instanceof LongVector longs
          ? longs.get(position)
          : Decimals.get(values, position, from).doubleValue();
    }
  }
}
