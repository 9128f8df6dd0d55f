package org.lightningdb.sql.exec.expression;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * Between integers and decimals of any precision: rounded half up to the scale; what does not fit
 * is an error.
 */
public record ExactCast(Expression operand, SqlType type) implements Expression {
  /** The cast, or the operand itself under the new type if nothing has to be done. */
  public static Expression of(Expression operand, SqlType type) {
    SqlType from = operand.type();
    if (from.equals(type)) {
      return operand;
    }
    boolean sameForm = from.columnKind() == type.columnKind() && from.scale() == type.scale();
    return sameForm && digits(from) <= digits(type)
        ? new Reinterpretation(operand, type)
        : new ExactCast(operand, type);
  }

  /** Most digits of values of an integer or decimal type. */
  private static int digits(SqlType type) {
    return switch (type.kind()) {
      case TINYINT -> 3;
      case SMALLINT -> 5;
      case INTEGER -> 10;
      case BIGINT -> 19;
      default -> type.precision();
    };
  }

  @Override
  public Evaluator evaluator(Execution execution) {
    return new Running(operand.evaluator(execution));
  }

  /** One execution's state. */
  private final class Running implements Evaluator {
    private final Evaluator operand;
    private final SqlType from = ExactCast.this.operand.type();
    private final Scratch scratch = new Scratch(type.columnKind());
    private final Scratch unscaled = new Scratch(ColumnKind.LONG);
    private final int shift = type.scale() - from.scale();

    Running(Evaluator operand) {
      this.operand = operand;
    }

    @Override
    public ColumnVector evaluate(Batch batch, Rows rows) {
      ColumnVector values = operand.evaluate(batch, rows);
      ColumnVector result = scratch.clear(batch.positions());
      result.addNulls(values);
      if (values instanceof LongVector from
          && result instanceof LongVector to
          && shift >= 0
          && shift <= SqlType.DECIMAL_LONG_PRECISION_MAX
          && scale(from, to, rows)) {
        return result;
      }
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (!values.isNull(position)) {
          Decimals.set(result, position, type, Decimals.get(values, position, from));
        }
      }
      return result;
    }

    /** Multiplies by a power of ten; false if a result does not fit. */
    private boolean scale(LongVector values, LongVector result, Rows rows) {
      LongRange range = LongRange.of(type);
      long factor = LongRange.powerOfTen(shift);
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        long value = values.values()[position];
        long product = value * factor;
        result.values()[position] = product;
        boolean wrong = Math.multiplyHigh(value, factor) != product >> 63;
        if ((wrong || !range.contains(product)) && !values.isNull(position)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public @Nullable LongVector evaluateUnscaled(Batch batch, Rows rows) {
      if (shift < 0 || shift > SqlType.DECIMAL_LONG_PRECISION_MAX) {
        return null;
      }
      LongVector values =
          from.columnKind() == ColumnKind.LONG
              ? (LongVector) operand.evaluate(batch, rows)
              : operand.evaluateUnscaled(batch, rows);
      if (values == null) {
        return null;
      }
      LongVector result = unscaled.longs(batch.positions());
      result.addNulls(values);
      long factor = LongRange.powerOfTen(shift);
      long wrong = 0;
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        long product = values.values()[position] * factor;
        result.values()[position] = product;
        wrong |= Math.multiplyHigh(values.values()[position], factor) ^ (product >> 63);
      }
      return wrong == 0 && fitsAnyWay() ? result : null;
    }

    /** Whether no value can have more digits than the type allows. */
    private boolean fitsAnyWay() {
      return digits(from) + shift <= type.precision();
    }
  }
}
