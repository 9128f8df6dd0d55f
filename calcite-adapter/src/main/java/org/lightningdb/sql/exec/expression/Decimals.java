package org.lightningdb.sql.exec.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.ObjectVector;

/** Exact numbers of any precision in vectors. */
public final class Decimals {
  private Decimals() {}

  /** The exact number at a position that is not null. */
  public static BigDecimal get(ColumnVector vector, int position, SqlType type) {
    return vector instanceof LongVector longs
        ? BigDecimal.valueOf(longs.get(position), type.scale())
        : (BigDecimal) ((ObjectVector) vector).get(position);
  }

  /**
   * Rounds half up to the scale of the type and sets the value.
   *
   * @param type a DECIMAL or an integer type
   * @throws DbException NUMERIC_OUT_OF_RANGE if it does not fit
   */
  public static void set(ColumnVector vector, int position, SqlType type, BigDecimal value) {
    BigDecimal fitted = fit(value, type);
    if (vector instanceof LongVector longs) {
      longs.set(position, unscaled(fitted, type));
    } else {
      ((ObjectVector) vector).set(position, fitted);
    }
  }

  private static BigDecimal fit(BigDecimal value, SqlType type) {
    BigDecimal rounded =
        value.scale() == type.scale() ? value : value.setScale(type.scale(), RoundingMode.HALF_UP);
    if (type.precision() > 0 && rounded.precision() > type.precision() && rounded.signum() != 0) {
      throw ArithmeticErrors.outOfRange(type);
    }
    return rounded;
  }

  private static long unscaled(BigDecimal value, SqlType type) {
    BigInteger unscaled = value.unscaledValue();
    long result = unscaled.longValue();
    if (unscaled.bitLength() > 63 || !LongRange.of(type).contains(result)) {
      throw ArithmeticErrors.outOfRange(type);
    }
    return result;
  }
}
