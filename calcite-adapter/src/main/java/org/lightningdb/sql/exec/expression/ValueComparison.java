package org.lightningdb.sql.exec.expression;

import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/** Compares values of one kind: doubles, bytes or long decimals of the same scale. */
public record ValueComparison(ComparisonOperator operator, Expression left, Expression right)
    implements Expression {
  @Override
  public SqlType type() {
    return SqlType.of(TypeKind.BOOLEAN);
  }

  @Override
  public Evaluator evaluator(Execution execution) {
    return new Running(left.evaluator(execution), right.evaluator(execution));
  }

  @Override
  public Selector selector(Execution execution) {
    return new Running(left.evaluator(execution), right.evaluator(execution));
  }

  /** One execution's state. */
  private final class Running implements Evaluator, Selector {
    private final Evaluator left;
    private final Evaluator right;
    private final ValueOrder order = ValueOrder.of(ValueComparison.this.left.type().columnKind());
    private final Scratch scratch = new Scratch(ColumnKind.LONG);

    Running(Evaluator left, Evaluator right) {
      this.left = left;
      this.right = right;
    }

    @Override
    public ColumnVector evaluate(Batch batch, Rows rows) {
      ColumnVector a = left.evaluate(batch, rows);
      ColumnVector b = right.evaluate(batch, rows);
      LongVector result = scratch.longs(batch.positions());
      result.addNulls(a);
      result.addNulls(b);
      boolean nulls = result.hasNulls();
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (!nulls || !result.isNull(position)) {
          result.values()[position] =
              operator.holds(order.compare(a, position, b, position)) ? 1 : 0;
        }
      }
      return result;
    }

    @Override
    public int select(Batch batch, Rows rows, int[] target) {
      ColumnVector a = left.evaluate(batch, rows);
      ColumnVector b = right.evaluate(batch, rows);
      boolean nulls = a.hasNulls() || b.hasNulls();
      int count = 0;
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (nulls && (a.isNull(position) || b.isNull(position))) {
          continue;
        }
        if (operator.holds(order.compare(a, position, b, position))) {
          target[count++] = position;
        }
      }
      return count;
    }
  }
}
