package org.lightningdb.sql.exec.expression;

import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;

/**
 * Arithmetic of floating-point numbers, as IEEE 754 has it but for division by zero and overflow,
 * which are errors. A result of type REAL is rounded to it.
 */
public record DoubleArithmetic(
    Arithmetic operation, Expression left, Expression right, SqlType type) implements Expression {
  @Override
  public Evaluator evaluator(Execution execution) {
    return new Running(left.evaluator(execution), right.evaluator(execution));
  }

  /** One execution's state. */
  private final class Running implements Evaluator {
    private final Evaluator left;
    private final Evaluator right;
    private final boolean real = type.kind() == TypeKind.REAL;
    private final Scratch scratch = new Scratch(ColumnKind.DOUBLE);

    Running(Evaluator left, Evaluator right) {
      this.left = left;
      this.right = right;
    }

    @Override
    public ColumnVector evaluate(Batch batch, Rows rows) {
      DoubleVector a = (DoubleVector) left.evaluate(batch, rows);
      DoubleVector b = (DoubleVector) right.evaluate(batch, rows);
      DoubleVector result = scratch.doubles(batch.positions());
      result.addNulls(a);
      result.addNulls(b);
      int positions = batch.positions();
      switch (operation) {
        case ADD -> add(a.values(), b.values(), result.values(), positions);
        case SUBTRACT -> subtract(a.values(), b.values(), result.values(), positions);
        case MULTIPLY -> multiply(a.values(), b.values(), result.values(), positions);
        case DIVIDE, REMAINDER -> divide(a.values(), b.values(), result, rows);
      }
      if (real) {
        round(result.values(), positions);
      }
      if (hasInfinite(result.values(), positions)) {
        refuseOverflow(a, b, result, rows);
      }
      return result;
    }

    /** NaN counts, too; asks all positions, those that are no rows included. */
    private static boolean hasInfinite(double[] values, int positions) {
      boolean found = false;
      for (int i = 0; i < positions; i++) {
        found |= !(Math.abs(values[i]) <= Double.MAX_VALUE);
      }
      return found;
    }

    /** What is computed from infinite values may be infinite itself. */
    private void refuseOverflow(DoubleVector a, DoubleVector b, DoubleVector result, Rows rows) {
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (!result.isNull(position)
            && Double.isInfinite(result.get(position))
            && Double.isFinite(a.get(position))
            && Double.isFinite(b.get(position))) {
          throw ArithmeticErrors.outOfRange(type);
        }
      }
    }

    private static void add(double[] a, double[] b, double[] result, int positions) {
      for (int i = 0; i < positions; i++) {
        result[i] = a[i] + b[i];
      }
    }

    private static void subtract(double[] a, double[] b, double[] result, int positions) {
      for (int i = 0; i < positions; i++) {
        result[i] = a[i] - b[i];
      }
    }

    private static void multiply(double[] a, double[] b, double[] result, int positions) {
      for (int i = 0; i < positions; i++) {
        result[i] = a[i] * b[i];
      }
    }

    private void divide(double[] a, double[] b, DoubleVector result, Rows rows) {
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (result.isNull(position)) {
          continue;
        }
        if (b[position] == 0) {
          throw ArithmeticErrors.divisionByZero();
        }
        result.values()[position] =
            operation == Arithmetic.DIVIDE ? a[position] / b[position] : a[position] % b[position];
      }
    }

    private static void round(double[] values, int positions) {
      for (int i = 0; i < positions; i++) {
        values[i] = (float) values[i];
      }
    }
  }
}
