package org.lightningdb.sql.exec.expression;

import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/** Compares values kept as longs at the same scale. */
public record LongComparison(ComparisonOperator operator, Expression left, Expression right)
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
    private final Scratch scratch = new Scratch(ColumnKind.LONG);

    Running(Evaluator left, Evaluator right) {
      this.left = left;
      this.right = right;
    }

    @Override
    public ColumnVector evaluate(Batch batch, Rows rows) {
      LongVector a = (LongVector) left.evaluate(batch, rows);
      LongVector b = (LongVector) right.evaluate(batch, rows);
      LongVector result = scratch.longs(batch.positions());
      result.addNulls(a);
      result.addNulls(b);
      long[] truth = result.values();
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        int order = Long.compare(a.values()[position], b.values()[position]);
        truth[position] = operator.holds(order) ? 1 : 0;
      }
      return result;
    }

    @Override
    public int select(Batch batch, Rows rows, int[] target) {
      LongVector a = (LongVector) left.evaluate(batch, rows);
      LongVector b = (LongVector) right.evaluate(batch, rows);
      int count =
          switch (operator) {
            case EQUAL -> equal(a.values(), b.values(), rows, target);
            case NOT_EQUAL -> different(a.values(), b.values(), rows, target);
            case LESS -> less(a.values(), b.values(), rows, target);
            case LESS_OR_EQUAL -> lessOrEqual(a.values(), b.values(), rows, target);
            case GREATER -> less(b.values(), a.values(), rows, target);
            case GREATER_OR_EQUAL -> lessOrEqual(b.values(), a.values(), rows, target);
          };
      return NullRemoval.remove(a, b, target, count);
    }

    private static int equal(long[] a, long[] b, Rows rows, int[] target) {
      int count = 0;
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        target[count] = position;
        count += a[position] == b[position] ? 1 : 0;
      }
      return count;
    }

    private static int different(long[] a, long[] b, Rows rows, int[] target) {
      int count = 0;
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        target[count] = position;
        count += a[position] != b[position] ? 1 : 0;
      }
      return count;
    }

    private static int less(long[] a, long[] b, Rows rows, int[] target) {
      int count = 0;
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        target[count] = position;
        count += a[position] < b[position] ? 1 : 0;
      }
      return count;
    }

    private static int lessOrEqual(long[] a, long[] b, Rows rows, int[] target) {
      int count = 0;
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        target[count] = position;
        count += a[position] <= b[position] ? 1 : 0;
      }
      return count;
    }
  }
}
