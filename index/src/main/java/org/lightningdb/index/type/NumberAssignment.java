package org.lightningdb.index.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.storage.vector.ColumnKind;

/** Assignment to the number types. */
final class NumberAssignment {
  /** More digits than any of our types has before its point. */
  private static final int DIGITS_ENOUGH = 400;

  private NumberAssignment() {}

  static Object convert(Object value, SqlType target) {
    Number number = toNumber(value, target);
    return switch (target.kind()) {
      case TINYINT -> (byte) toLong(number, target, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SMALLINT -> (short) toLong(number, target, Short.MIN_VALUE, Short.MAX_VALUE);
      case INTEGER -> (int) toLong(number, target, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BIGINT -> toLong(number, target, Long.MIN_VALUE, Long.MAX_VALUE);
      case DECIMAL -> toDecimal(number, target);
      case REAL -> toReal(number, target);
      case DOUBLE -> toDouble(number, target);
      default -> throw new IllegalArgumentException(target + " is not a number type");
    };
  }

  /** The number rounded half up to an integer between {@code least} and {@code most}. */
  static long toLong(Number number, SqlType target, long least, long most) {
    long result;
    if (isInteger(number)) {
      result = number.longValue();
    } else {
      BigInteger rounded = round(exact(number, target), 0, target).unscaledValue();
      if (rounded.bitLength() > 63) {
        throw ValueAssignment.outOfRange(number, target);
      }
      result = rounded.longValue();
    }
    if (result < least || result > most) {
      throw ValueAssignment.outOfRange(number, target);
    }
    return result;
  }

  private static Number toNumber(Object value, SqlType target) {
    if (value instanceof Number number) {
      return number;
    }
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    if (value instanceof CharSequence text) {
      return parse(text.toString().strip(), value, target);
    }
    throw ValueAssignment.mismatch(value, target);
  }

  private static Number parse(String text, Object value, SqlType target) {
    if (target.columnKind() == ColumnKind.DOUBLE) {
      Double special =
          switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "infinity", "inf" -> Double.POSITIVE_INFINITY;
            case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> null;
          };
      if (special != null) {
        return special;
      }
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw ValueAssignment.unparsable(SqlState.INVALID_CHARACTER_VALUE_FOR_CAST, value, target);
    }
  }

  private static BigDecimal toDecimal(Number number, SqlType target) {
    BigDecimal rounded = round(exact(number, target), target.scale(), target);
    if (rounded.precision() > target.precision() && rounded.signum() != 0) {
      throw ValueAssignment.outOfRange(number, target);
    }
    return rounded;
  }

  private static Float toReal(Number number, SqlType target) {
    float result = number.floatValue();
    if (Float.isInfinite(result) && !isInfinite(number)) {
      throw ValueAssignment.outOfRange(number, target);
    }
    return result + 0.0f;
  }

  private static Double toDouble(Number number, SqlType target) {
    double result = number.doubleValue();
    if (Double.isInfinite(result) && !isInfinite(number)) {
      throw ValueAssignment.outOfRange(number, target);
    }
    return result + 0.0;
  }

  private static boolean isInteger(Number number) {
    return number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte;
  }

  private static boolean isInfinite(Number number) {
    return (number instanceof Double || number instanceof Float)
        && Double.isInfinite(number.doubleValue());
  }

  private static BigDecimal exact(Number number, SqlType target) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    if (number instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    if (isInteger(number)) {
      return BigDecimal.valueOf(number.longValue());
    }
    if (number instanceof Double || number instanceof Float) {
      if (!Double.isFinite(number.doubleValue())) {
        throw ValueAssignment.outOfRange(number, target);
      }
      return new BigDecimal(number.toString());
    }
    return parseOther(number, target);
  }

  /** AtomicLong and other Number classes, by their text. */
  private static BigDecimal parseOther(Number number, SqlType target) {
    try {
      return new BigDecimal(number.toString());
    } catch (NumberFormatException e) {
      throw ValueAssignment.mismatch(number, target);
    }
  }

  /** Rounds half up; refuses or flattens extreme exponents before they become long numbers. */
  private static BigDecimal round(BigDecimal value, int scale, SqlType target) {
    if (value.scale() == scale) {
      return value;
    }
    long digitsBeforePoint = (long) value.precision() - value.scale();
    if (digitsBeforePoint > DIGITS_ENOUGH && value.signum() != 0) {
      throw ValueAssignment.outOfRange(value, target);
    }
    if (digitsBeforePoint < -DIGITS_ENOUGH || value.signum() == 0) {
      return BigDecimal.ZERO.setScale(scale);
    }
    return value.setScale(scale, RoundingMode.HALF_UP);
  }
}
