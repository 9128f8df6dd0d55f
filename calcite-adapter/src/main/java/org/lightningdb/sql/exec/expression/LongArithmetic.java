package org.lightningdb.sql.exec.expression;

import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * Arithmetic of integers, and of decimals kept as longs: the operands of an addition have the scale
 * of the result, those of a multiplication scales that add up to it. What does not fit the type is
 * an error.
 *
 * <p>All positions are computed at once, selected or not, in a loop without branches that only
 * notes whether any result is out of range. If so the rows are looked at one by one, as the culprit
 * may be a NULL or not selected.
 */
public record LongArithmetic(Arithmetic operation, Expression left, Expression right, SqlType type)
    implements Expression {
  @Override
  public Evaluator evaluator(Execution execution) {
    return new Running(left.evaluator(execution), right.evaluator(execution));
  }

  /** One execution's state. */
  private final class Running implements Evaluator {
    private final Evaluator left;
    private final Evaluator right;
    private final LongRange range = LongRange.of(type);
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
      if (!rows.isDense(batch.positions()) || !computeAll(a, b, result, batch.positions())) {
        computeEach(a, b, result, rows);
      }
      return result;
    }

    /** Whether all results are right; false if they have to be computed one by one. */
    private boolean computeAll(LongVector a, LongVector b, LongVector result, int positions) {
      long wrong =
          switch (operation) {
            case ADD -> add(a.values(), b.values(), result.values(), positions);
            case SUBTRACT -> subtract(a.values(), b.values(), result.values(), positions);
            case MULTIPLY -> multiply(a.values(), b.values(), result.values(), positions);
            default -> 1;
          };
      return wrong == 0;
    }

    private long add(long[] a, long[] b, long[] result, int positions) {
      long least = range.least();
      long most = range.most();
      long wrong = 0;
      for (int i = 0; i < positions; i++) {
        long sum = a[i] + b[i];
        result[i] = sum;
        wrong |= ((a[i] ^ sum) & (b[i] ^ sum)) >>> 63;
        wrong |= sum ^ Math.max(least, Math.min(most, sum));
      }
      return wrong;
    }

    private long subtract(long[] a, long[] b, long[] result, int positions) {
      long least = range.least();
      long most = range.most();
      long wrong = 0;
      for (int i = 0; i < positions; i++) {
        long difference = a[i] - b[i];
        result[i] = difference;
        wrong |= ((a[i] ^ b[i]) & (a[i] ^ difference)) >>> 63;
        wrong |= difference ^ Math.max(least, Math.min(most, difference));
      }
      return wrong;
    }

    private long multiply(long[] a, long[] b, long[] result, int positions) {
      long least = range.least();
      long most = range.most();
      long wrong = 0;
      for (int i = 0; i < positions; i++) {
        long product = a[i] * b[i];
        result[i] = product;
        wrong |= Math.multiplyHigh(a[i], b[i]) ^ (product >> 63);
        wrong |= product ^ Math.max(least, Math.min(most, product));
      }
      return wrong;
    }

    private void computeEach(LongVector a, LongVector b, LongVector result, Rows rows) {
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (!result.isNull(position)) {
          result.values()[position] = compute(a.get(position), b.get(position));
        }
      }
    }

    private long compute(long a, long b) {
      long value;
      try {
        value =
            switch (operation) {
              case ADD -> Math.addExact(a, b);
              case SUBTRACT -> Math.subtractExact(a, b);
              case MULTIPLY -> Math.multiplyExact(a, b);
              case DIVIDE -> divide(a, b);
              case REMAINDER -> remainder(a, b);
            };
      } catch (ArithmeticException e) {
        throw ArithmeticErrors.outOfRange(type);
      }
      if (!range.contains(value)) {
        throw ArithmeticErrors.outOfRange(type);
      }
      return value;
    }

    private long divide(long a, long b) {
      if (b == 0) {
        throw ArithmeticErrors.divisionByZero();
      }
      if (b == -1 && a == Long.MIN_VALUE) {
        throw ArithmeticErrors.outOfRange(type);
      }
      return a / b;
    }

    private static long remainder(long a, long b) {
      if (b == 0) {
        throw ArithmeticErrors.divisionByZero();
      }
      return a % b;
    }
  }
}
