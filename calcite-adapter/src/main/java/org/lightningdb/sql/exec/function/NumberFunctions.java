package org.lightningdb.sql.exec.function;

import static org.lightningdb.sql.exec.function.FunctionTable.strict;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeComparator;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.expression.RowFunction;

/** Functions of numbers. A DOUBLE that overflows or has no meaning is an error. */
final class NumberFunctions {
  private NumberFunctions() {}

  static void register(Map<String, FunctionMaker> makers) {
    makers.put("ABS", signature -> exact(signature, BigDecimal::abs, Math::abs));
    makers.put(
        "SIGN",
        signature -> exact(signature, value -> BigDecimal.valueOf(value.signum()), Math::signum));
    makers.put("FLOOR", signature -> whole(signature, RoundingMode.FLOOR));
    makers.put("CEIL", signature -> whole(signature, RoundingMode.CEILING));
    makers.put("ROUND", signature -> rounded(signature, RoundingMode.HALF_UP));
    makers.put("TRUNCATE", signature -> rounded(signature, RoundingMode.DOWN));
    makers.put("SQRT", signature -> approximate(signature, Math::sqrt));
    makers.put("CBRT", signature -> approximate(signature, Math::cbrt));
    makers.put("EXP", signature -> approximate(signature, Math::exp));
    makers.put("LN", signature -> approximate(signature, Math::log));
    makers.put("LOG10", signature -> approximate(signature, Math::log10));
    makers.put("LOG", NumberFunctions::logarithm);
    makers.put("POWER", signature -> approximate(signature, Math::pow));
    makers.put("PI", signature -> (context, arguments) -> Math.PI);
    makers.put("RAND", NumberFunctions::random);
    makers.put("RANDOM", NumberFunctions::random);
    makers.put("RAND_INTEGER", signature -> randomInteger());
    makers.put("GREATEST", signature -> chosen(signature, 1));
    makers.put("LEAST", signature -> chosen(signature, -1));
  }

  private static boolean isApproximate(SqlType type) {
    return type.kind() == TypeKind.REAL || type.kind() == TypeKind.DOUBLE;
  }

  private static boolean isNumber(SqlType type) {
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE -> true;
      default -> false;
    };
  }

  static @Nullable RowFunction approximate(
      FunctionSignature signature, DoubleUnaryOperator function) {
    SqlType type = signature.type();
    return strict(
        a -> Exact.number(Exact.finite(function.applyAsDouble(Exact.toDouble(a[0]))), type));
  }

  static @Nullable RowFunction approximate(
      FunctionSignature signature, DoubleBinaryOperator function) {
    SqlType type = signature.type();
    return strict(
        a -> {
          double value = function.applyAsDouble(Exact.toDouble(a[0]), Exact.toDouble(a[1]));
          return Exact.number(Exact.finite(value), type);
        });
  }

  private static @Nullable RowFunction exact(
      FunctionSignature signature,
      java.util.function.UnaryOperator<BigDecimal> decimals,
      DoubleUnaryOperator doubles) {
    SqlType type = signature.type();
    if (!isNumber(type)) {
      return null;
    }
    return isApproximate(type)
        ? approximate(signature, doubles)
        : strict(a -> Exact.number(decimals.apply(Exact.toDecimal(a[0])), type));
  }

  private static @Nullable RowFunction whole(FunctionSignature signature, RoundingMode mode) {
    return signature.flags().isEmpty()
        ? exact(
            signature,
            value -> value.setScale(0, mode),
            mode == RoundingMode.FLOOR ? Math::floor : Math::ceil)
        : DateFunctions.toUnit(signature, mode);
  }

  private static RowFunction rounded(FunctionSignature signature, RoundingMode mode) {
    SqlType type = signature.type();
    return strict(
        a -> {
          int scale = a.length > 1 ? Math.max(-400, Math.min(Exact.toInt(a[1]), 400)) : 0;
          if (isApproximate(signature.types().get(0))) {
            Exact.finite(Exact.toDouble(a[0]));
          }
          BigDecimal value = Exact.toDecimal(a[0]);
          BigDecimal rounded = value.scale() <= scale ? value : value.setScale(scale, mode);
          return Exact.number(isApproximate(type) ? rounded.doubleValue() : rounded, type);
        });
  }

  /** {@code LOG(x)} to base 10, {@code LOG(base, x)}. */
  private static @Nullable RowFunction logarithm(FunctionSignature signature) {
    return signature.types().size() == 1
        ? approximate(signature, Math::log10)
        : approximate(signature, (base, value) -> Math.log(value) / Math.log(base));
  }

  private static RowFunction random(FunctionSignature signature) {
    if (signature.types().isEmpty()) {
      return (context, arguments) -> context.random().nextDouble();
    }
    return strict(a -> new SplittableRandom(Exact.toInt(a[0])).nextDouble());
  }

  /** {@code RAND_INTEGER([seed,] bound)}. */
  private static RowFunction randomInteger() {
    return (context, arguments) -> {
      for (Object argument : arguments) {
        if (argument == null) {
          return null;
        }
      }
      RandomGenerator random =
          arguments.length == 1 ? context.random() : new SplittableRandom(whole(arguments[0]));
      int bound = whole(arguments[arguments.length - 1]);
      if (bound <= 0) {
        throw DbException.of(
            SqlState.INVALID_PARAMETER_VALUE, "RAND_INTEGER needs a positive bound, not " + bound);
      }
      return random.nextInt(bound);
    };
  }

  private static int whole(@Nullable Object argument) {
    return Exact.toInt(Objects.requireNonNull(argument));
  }

  /** The greatest or least operand; NULL ones do not count. */
  private static RowFunction chosen(FunctionSignature signature, int sign) {
    SqlType type = signature.type();
    return (context, arguments) -> {
      Object best = null;
      for (int i = 0; i < arguments.length; i++) {
        Object argument = arguments[i];
        if (argument == null) {
          continue;
        }
        Object value =
            Conversions.convert(argument, signature.types().get(i), type, context.zone());
        if (best == null || TypeComparator.compare(type, value, best) * sign > 0) {
          best = value;
        }
      }
      return best;
    };
  }
}
