package org.lightningdb.sql.exec.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * Arithmetic of exact numbers, integers and decimals of any precision, computed exactly and rounded
 * half up to the scale of the type. Sums and products whose values happen to be short can be had as
 * unscaled longs, which is how totals of prices are computed.
 */
public record DecimalArithmetic(
    Arithmetic operation, Expression left, Expression right, SqlType type) implements Expression {
  @Override
  public Evaluator evaluator(Execution execution) {
    return new Running(left.evaluator(execution), right.evaluator(execution));
  }

  /** One execution's state. */
  private final class Running implements Evaluator {
    private final Evaluator left;
    private final Evaluator right;
    private final Scratch scratch = new Scratch(type.columnKind());
    private final Scratch unscaled = new Scratch(ColumnKind.LONG);

    Running(Evaluator left, Evaluator right) {
      this.left = left;
      this.right = right;
    }

    @Override
    public ColumnVector evaluate(Batch batch, Rows rows) {
      ColumnVector a = left.evaluate(batch, rows);
      ColumnVector b = right.evaluate(batch, rows);
      ColumnVector result = scratch.clear(batch.positions());
      result.addNulls(a);
      result.addNulls(b);
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (!result.isNull(position)) {
          BigDecimal value =
              compute(
                  Decimals.get(a, position, DecimalArithmetic.this.left.type()),
                  Decimals.get(b, position, DecimalArithmetic.this.right.type()));
          Decimals.set(result, position, type, value);
        }
      }
      return result;
    }

    private BigDecimal compute(BigDecimal a, BigDecimal b) {
      return switch (operation) {
        case ADD -> a.add(b);
        case SUBTRACT -> a.subtract(b);
        case MULTIPLY -> a.multiply(b);
        case DIVIDE -> {
          if (b.signum() == 0) {
            throw ArithmeticErrors.divisionByZero();
          }
          yield a.divide(b, type.scale(), RoundingMode.HALF_UP);
        }
        case REMAINDER -> {
          if (b.signum() == 0) {
            throw ArithmeticErrors.divisionByZero();
          }
          yield a.remainder(b);
        }
      };
    }

    @Override
    public @Nullable LongVector evaluateUnscaled(Batch batch, Rows rows) {
      int leftScale = DecimalArithmetic.this.left.type().scale();
      int rightScale = DecimalArithmetic.this.right.type().scale();
      boolean product = operation == Arithmetic.MULTIPLY && leftScale + rightScale == type.scale();
      boolean sum =
          (operation == Arithmetic.ADD || operation == Arithmetic.SUBTRACT)
              && Math.max(leftScale, rightScale) == type.scale()
              && Math.abs(leftScale - rightScale) <= SqlType.DECIMAL_LONG_PRECISION_MAX;
      if (!product && !sum) {
        return null;
      }
      LongVector a = unscaled(left, DecimalArithmetic.this.left, batch, rows);
      LongVector b = a == null ? null : unscaled(right, DecimalArithmetic.this.right, batch, rows);
      if (a == null || b == null) {
        return null;
      }
      LongVector result = unscaled.longs(batch.positions());
      result.addNulls(a);
      result.addNulls(b);
      long wrong = product ? multiply(a, b, result, rows) : combine(a, b, result, rows);
      return wrong == 0 ? result : null;
    }

    private static @Nullable LongVector unscaled(
        Evaluator evaluator, Expression expression, Batch batch, Rows rows) {
      return expression.type().columnKind() == ColumnKind.LONG
          ? (LongVector) evaluator.evaluate(batch, rows)
          : evaluator.evaluateUnscaled(batch, rows);
    }

    private static long multiply(LongVector a, LongVector b, LongVector result, Rows rows) {
      long[] x = a.values();
      long[] y = b.values();
      long[] products = result.values();
      long wrong = 0;
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        long product = x[position] * y[position];
        products[position] = product;
        wrong |= Math.multiplyHigh(x[position], y[position]) ^ (product >> 63);
      }
      return wrong;
    }

    private long combine(LongVector a, LongVector b, LongVector result, Rows rows) {
      long leftFactor =
          LongRange.powerOfTen(type.scale() - DecimalArithmetic.this.left.type().scale());
      long rightFactor =
          LongRange.powerOfTen(type.scale() - DecimalArithmetic.this.right.type().scale());
      boolean add = operation == Arithmetic.ADD;
      long wrong = 0;
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        long x = a.values()[position] * leftFactor;
        long y = b.values()[position] * rightFactor;
        wrong |= Math.multiplyHigh(a.values()[position], leftFactor) ^ (x >> 63);
        wrong |= Math.multiplyHigh(b.values()[position], rightFactor) ^ (y >> 63);
        long value = add ? x + y : x - y;
        wrong |= (add ? (x ^ value) & (y ^ value) : (x ^ y) & (x ^ value)) >>> 63;
        result.values()[position] = value;
      }
      return wrong;
    }
  }
}
