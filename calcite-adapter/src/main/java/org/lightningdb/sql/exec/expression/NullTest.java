package org.lightningdb.sql.exec.expression;

import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * {@code IS NULL} and {@code IS NOT NULL}.
 *
 * @param wanted whether NULL makes it true
 */
public record NullTest(Expression operand, boolean wanted) implements Expression {
  @Override
  public SqlType type() {
    return SqlType.of(TypeKind.BOOLEAN);
  }

  @Override
  public Evaluator evaluator(Execution execution) {
    return new Running(operand.evaluator(execution));
  }

  @Override
  public Selector selector(Execution execution) {
    return new Running(operand.evaluator(execution));
  }

  /** One execution's state. */
  private final class Running implements Evaluator, Selector {
    private final Evaluator operand;
    private final Scratch scratch = new Scratch(ColumnKind.LONG);

    Running(Evaluator operand) {
      this.operand = operand;
    }

    @Override
    public ColumnVector evaluate(Batch batch, Rows rows) {
      ColumnVector values = operand.evaluate(batch, rows);
      LongVector result = scratch.longs(batch.positions());
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        result.values()[position] = values.isNull(position) == wanted ? 1 : 0;
      }
      return result;
    }

    @Override
    public int select(Batch batch, Rows rows, int[] target) {
      ColumnVector values = operand.evaluate(batch, rows);
      int count = 0;
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (values.isNull(position) == wanted) {
          target[count++] = position;
        }
      }
      return count;
    }
  }
}
