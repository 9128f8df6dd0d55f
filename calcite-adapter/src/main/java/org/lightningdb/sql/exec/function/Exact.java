package org.lightningdb.sql.exec.function;

import java.math.BigDecimal;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.ValueAssignment;

/** Numbers to and from the Java values of SQL types. */
final class Exact {
  private Exact() {}

  /** The number in exactly the type's Java class, rounded half up; 22003 if it does not fit. */
  static Object number(Number value, SqlType type) {
    if (value instanceof Double || value instanceof Float) {
      finite(value.doubleValue());
    }
    Object converted = ValueAssignment.convert(value, type, "", "");
    if (converted == null) {
      throw new IllegalStateException("a number became NULL");
    }
    return converted;
  }

  /** The value itself, unless it overflowed or has no meaning. */
  static double finite(double value) {
    if (Double.isInfinite(value)) {
      throw DbException.of(SqlState.NUMERIC_OUT_OF_RANGE, "number out of range: DOUBLE overflow");
    }
    if (Double.isNaN(value)) {
      throw DbException.of(
          SqlState.NUMERIC_OUT_OF_RANGE, "the function is not defined for this argument");
    }
    return value;
  }

  static double toDouble(Object value) {
    return ((Number) value).doubleValue();
  }

  static BigDecimal toDecimal(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    return value instanceof Double || value instanceof Float
        ? new BigDecimal(value.toString())
        : BigDecimal.valueOf(((Number) value).longValue());
  }

  /** A count or a position; what does not fit an int becomes the nearest one. */
  static int toInt(Object value) {
    BigDecimal number = toDecimal(value);
    return number.min(INT_MAX).max(INT_MIN).intValue();
  }

  private static final BigDecimal INT_MAX = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final BigDecimal INT_MIN = BigDecimal.valueOf(Integer.MIN_VALUE);
}
