package org.lightningdb.sql.exec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.ColumnPredicate.Comparison;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.index.type.VectorValues;

/**
 * A comparison of a column with a value, brought to the column's type without changing which rows
 * satisfy it: {@code i < 1.5} for an INTEGER becomes {@code i <= 1}, {@code i = 1.5} is never true.
 *
 * @param outcome whether the value decides alone
 * @param comparison the comparison to make if {@link Outcome#COMPARE}
 * @param value a Java value of exactly the column's type if {@link Outcome#COMPARE}
 */
record FittedComparison(Outcome outcome, Comparison comparison, @Nullable Object value) {
  /** What is left to decide. */
  enum Outcome {
    /** No row satisfies it. */
    NEVER,
    /** Every row whose column is not null satisfies it. */
    NOT_NULL,
    /** The rows have to be compared. */
    COMPARE
  }

  private static final long NANOS_PER_MICRO = 1_000;

  /** A number with no more digits fits a long. */
  private static final int DIGITS_OF_LONG = 18;

  private static final FittedComparison NEVER =
      new FittedComparison(Outcome.NEVER, Comparison.EQUAL, null);
  private static final FittedComparison NOT_NULL =
      new FittedComparison(Outcome.NOT_NULL, Comparison.IS_NOT_NULL, null);

  /** The value; only if {@link Outcome#COMPARE}. */
  Object comparedValue() {
    if (value == null) {
      throw new IllegalStateException("nothing to compare");
    }
    return value;
  }

  /**
   * Fits a comparison other than a NULL test.
   *
   * @param value null makes it {@link Outcome#NEVER}, as in SQL
   */
  static FittedComparison of(SqlType type, Comparison comparison, @Nullable Object value) {
    if (value == null) {
      return NEVER;
    }
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL ->
          exactNumber(type, comparison, (Number) value);
      case TIME -> time(type, comparison, (LocalTime) value);
      case TIMESTAMP -> timestamp(type, comparison, (LocalDateTime) value);
      case TIMESTAMP_TZ -> moment(type, comparison, (Instant) value);
      case CHAR ->
          compare(comparison, VectorValues.pad(((String) value).stripTrailing(), type.precision()));
      case REAL -> compare(comparison, ((Number) value).floatValue());
      case DOUBLE -> compare(comparison, ((Number) value).doubleValue());
      case INTERVAL_MONTH, INTERVAL_DAY -> compare(comparison, interval(type, value));
      case BOOLEAN, VARCHAR, VARBINARY, DATE, UUID, TIME_TZ, JSON -> compare(comparison, value);
    };
  }

  private static FittedComparison compare(Comparison comparison, Object value) {
    return new FittedComparison(Outcome.COMPARE, comparison, value);
  }

  private static FittedComparison exactNumber(SqlType type, Comparison comparison, Number value) {
    Object whole = wholeInKind(type, value);
    if (whole != null) {
      return compare(comparison, whole);
    }
    BigDecimal exact = exact(value);
    BigDecimal floor = exact.setScale(type.scale(), RoundingMode.FLOOR);
    boolean fits = floor.compareTo(exact) == 0;
    BigDecimal most = largest(type);
    BigDecimal least = smallest(type);
    if (floor.compareTo(most) > 0) {
      return aboveAll(comparison, inKind(type, most));
    }
    if (floor.compareTo(least) < 0) {
      return floorBelowLeast(comparison, exact, least, type);
    }
    return rounded(comparison, fits, inKind(type, floor));
  }

  /** The value in the kind of an integer column if it surely fits; else null. */
  private static @Nullable Object wholeInKind(SqlType type, Number value) {
    boolean small =
        value instanceof Integer
            || value instanceof Long
            || value instanceof Short
            || (value instanceof BigDecimal decimal
                && decimal.scale() == 0
                && decimal.precision() <= DIGITS_OF_LONG);
    if (!small) {
      return null;
    }
    long whole = value.longValue();
    return switch (type.kind()) {
      case TINYINT -> whole == (byte) whole ? (Object) (byte) whole : null;
      case SMALLINT -> whole == (short) whole ? (Object) (short) whole : null;
      case INTEGER -> whole == (int) whole ? (Object) (int) whole : null;
      case BIGINT -> whole;
      default -> null;
    };
  }

  /** The floor may be below the least value only because it was rounded down. */
  private static FittedComparison floorBelowLeast(
      Comparison comparison, BigDecimal exact, BigDecimal least, SqlType type) {
    return exact.compareTo(least) >= 0
        ? rounded(comparison, true, inKind(type, least))
        : belowAll(comparison, inKind(type, least));
  }

  /** The comparison with a value above everything the column can hold. */
  private static FittedComparison aboveAll(Comparison comparison, Object most) {
    return switch (comparison) {
      case LESS, LESS_OR_EQUAL -> compare(Comparison.LESS_OR_EQUAL, most);
      case NOT_EQUAL -> NOT_NULL;
      default -> NEVER;
    };
  }

  /** The comparison with a value below everything the column can hold. */
  private static FittedComparison belowAll(Comparison comparison, Object least) {
    return switch (comparison) {
      case GREATER, GREATER_OR_EQUAL -> compare(Comparison.GREATER_OR_EQUAL, least);
      case NOT_EQUAL -> NOT_NULL;
      default -> NEVER;
    };
  }

  /** The comparison with a value that was rounded down to {@code floor} unless it fits. */
  private static FittedComparison rounded(Comparison comparison, boolean fits, Object floor) {
    if (fits) {
      return compare(comparison, floor);
    }
    return switch (comparison) {
      case LESS, LESS_OR_EQUAL -> compare(Comparison.LESS_OR_EQUAL, floor);
      case GREATER, GREATER_OR_EQUAL -> compare(Comparison.GREATER, floor);
      case NOT_EQUAL -> NOT_NULL;
      default -> NEVER;
    };
  }

  private static FittedComparison time(SqlType type, Comparison comparison, LocalTime value) {
    long unit = nanosPerUnit(type);
    LocalTime floor = LocalTime.ofNanoOfDay(value.toNanoOfDay() / unit * unit);
    return rounded(comparison, floor.equals(value), floor);
  }

  private static FittedComparison timestamp(
      SqlType type, Comparison comparison, LocalDateTime value) {
    long unit = nanosPerUnit(type);
    LocalTime floorTime = LocalTime.ofNanoOfDay(value.toLocalTime().toNanoOfDay() / unit * unit);
    LocalDateTime floor = value.toLocalDate().atTime(floorTime);
    return rounded(comparison, floor.equals(value), floor);
  }

  /** Expressions yield intervals as numbers: months, or milliseconds. */
  private static Object interval(SqlType type, Object value) {
    if (!(value instanceof Number number)) {
      return value;
    }
    long units =
        type.kind() == TypeKind.INTERVAL_MONTH
            ? number.longValue()
            : exact(number).movePointRight(3).longValueExact();
    return VectorValues.fromLong(units, type);
  }

  private static FittedComparison moment(SqlType type, Comparison comparison, Instant value) {
    long unitMicros = nanosPerUnit(type) / NANOS_PER_MICRO;
    long micros = Math.floorDiv(VectorValues.toMicros(value), unitMicros) * unitMicros;
    Instant floor = VectorValues.instant(micros);
    return rounded(comparison, floor.equals(value), floor);
  }

  private static long nanosPerUnit(SqlType type) {
    return BigInteger.TEN.pow(9 - type.precision()).longValueExact();
  }

  private static BigDecimal exact(Number value) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    return value instanceof Double || value instanceof Float
        ? new BigDecimal(value.toString())
        : BigDecimal.valueOf(value.longValue());
  }

  private static BigDecimal largest(SqlType type) {
    return switch (type.kind()) {
      case TINYINT -> BigDecimal.valueOf(Byte.MAX_VALUE);
      case SMALLINT -> BigDecimal.valueOf(Short.MAX_VALUE);
      case INTEGER -> BigDecimal.valueOf(Integer.MAX_VALUE);
      case BIGINT -> BigDecimal.valueOf(Long.MAX_VALUE);
      default ->
          new BigDecimal(
              BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE), type.scale());
    };
  }

  private static BigDecimal smallest(SqlType type) {
    return switch (type.kind()) {
      case TINYINT -> BigDecimal.valueOf(Byte.MIN_VALUE);
      case SMALLINT -> BigDecimal.valueOf(Short.MIN_VALUE);
      case INTEGER -> BigDecimal.valueOf(Integer.MIN_VALUE);
      case BIGINT -> BigDecimal.valueOf(Long.MIN_VALUE);
      default -> largest(type).negate();
    };
  }

  private static Object inKind(SqlType type, BigDecimal value) {
    return switch (type.kind()) {
      case TINYINT -> value.byteValueExact();
      case SMALLINT -> value.shortValueExact();
      case INTEGER -> value.intValueExact();
      case BIGINT -> value.longValueExact();
      default -> value;
    };
  }
}
