package org.lightningdb.sql.exec.function;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Angles: in radians, or in degrees where the name ends with D. */
final class TrigonometricFunctions {
  private TrigonometricFunctions() {}

  static void register(Map<String, FunctionMaker> makers) {
    put(makers, "SIN", Math::sin);
    put(makers, "COS", Math::cos);
    put(makers, "TAN", Math::tan);
    put(makers, "ASIN", Math::asin);
    put(makers, "ACOS", Math::acos);
    put(makers, "ATAN", Math::atan);
    put(makers, "COT", angle -> 1 / Math.tan(angle));
    put(makers, "SEC", angle -> 1 / Math.cos(angle));
    put(makers, "CSC", angle -> 1 / Math.sin(angle));
    put(makers, "SINH", Math::sinh);
    put(makers, "COSH", Math::cosh);
    put(makers, "TANH", Math::tanh);
    put(makers, "COTH", value -> 1 / Math.tanh(value));
    put(makers, "SECH", value -> 1 / Math.cosh(value));
    put(makers, "CSCH", value -> 1 / Math.sinh(value));
    put(makers, "ASINH", TrigonometricFunctions::areaSine);
    put(makers, "ACOSH", value -> Math.log(value + Math.sqrt(value * value - 1)));
    put(makers, "ATANH", value -> (Math.log1p(value) - Math.log1p(-value)) / 2);
    put(makers, "SIND", angle -> Math.sin(Math.toRadians(angle)));
    put(makers, "COSD", angle -> Math.cos(Math.toRadians(angle)));
    put(makers, "TAND", angle -> Math.tan(Math.toRadians(angle)));
    put(makers, "ASIND", value -> Math.toDegrees(Math.asin(value)));
    put(makers, "ACOSD", value -> Math.toDegrees(Math.acos(value)));
    put(makers, "ATAND", value -> Math.toDegrees(Math.atan(value)));
    put(makers, "DEGREES", Math::toDegrees);
    put(makers, "RADIANS", Math::toRadians);
    makers.put("ATAN2", signature -> NumberFunctions.approximate(signature, Math::atan2));
  }

  private static void put(
      Map<String, FunctionMaker> makers, String name, DoubleUnaryOperator function) {
    makers.put(name, signature -> NumberFunctions.approximate(signature, function));
  }

  /** Odd, so that small negative values do not cancel. */
  private static double areaSine(double value) {
    double size = Math.abs(value);
    return Math.copySign(Math.log(size + Math.sqrt(size * size + 1)), value);
  }
}
