package org.lightningdb.sql.lower.expression;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.expression.Arithmetic;
import org.lightningdb.sql.exec.expression.ComparisonOperator;
import org.lightningdb.sql.exec.expression.Constant;
import org.lightningdb.sql.exec.expression.DecimalArithmetic;
import org.lightningdb.sql.exec.expression.Distinction;
import org.lightningdb.sql.exec.expression.DoubleArithmetic;
import org.lightningdb.sql.exec.expression.DoubleCast;
import org.lightningdb.sql.exec.expression.ExactCast;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.expression.LongArithmetic;
import org.lightningdb.sql.exec.expression.LongComparison;
import org.lightningdb.sql.exec.expression.ValueComparison;
import org.lightningdb.storage.vector.ColumnKind;

/** Chooses the kernel for arithmetic and comparisons by the types of the operands. */
public final class NumberLowering {
  private NumberLowering() {}

  /** Null if the operands are not numbers. */
  static @Nullable Expression arithmetic(
      Arithmetic operation, Expression left, Expression right, SqlType type) {
    if (Casts.isApproximate(type)) {
      return isNumber(left.type()) && isNumber(right.type())
          ? new DoubleArithmetic(operation, toDouble(left), toDouble(right), type)
          : null;
    }
    if (!Casts.isExact(type) || !Casts.isExact(left.type()) || !Casts.isExact(right.type())) {
      return null;
    }
    if (Casts.isInteger(type) && Casts.isInteger(left.type()) && Casts.isInteger(right.type())) {
      return new LongArithmetic(operation, left, right, type);
    }
    Expression shortForm = shortDecimal(operation, left, right, type);
    return shortForm != null ? shortForm : new DecimalArithmetic(operation, left, right, type);
  }

  /** As arithmetic of longs, if the operands and the result are short enough. */
  private static @Nullable Expression shortDecimal(
      Arithmetic operation, Expression left, Expression right, SqlType type) {
    if (type.columnKind() != ColumnKind.LONG
        || left.type().columnKind() != ColumnKind.LONG
        || right.type().columnKind() != ColumnKind.LONG) {
      return null;
    }
    return switch (operation) {
      case ADD, SUBTRACT -> {
        Expression a = atScale(left, type.scale());
        Expression b = atScale(right, type.scale());
        yield a == null || b == null ? null : new LongArithmetic(operation, a, b, type);
      }
      case MULTIPLY ->
          left.type().scale() + right.type().scale() == type.scale()
              ? new LongArithmetic(operation, left, right, type)
              : null;
      case DIVIDE, REMAINDER -> null;
    };
  }

  /** Null if that could need more digits than a long has. */
  private static @Nullable Expression atScale(Expression value, int scale) {
    if (value.type().scale() == scale) {
      return value;
    }
    int digits = digits(value.type()) + scale - value.type().scale();
    return scale < value.type().scale() || digits > SqlType.DECIMAL_LONG_PRECISION_MAX
        ? null
        : ExactCast.of(value, SqlType.decimal(digits, scale));
  }

  static @Nullable Expression negated(Expression value, SqlType type) {
    if (Casts.isApproximate(type)) {
      return new DoubleArithmetic(
          Arithmetic.MULTIPLY,
          new Constant(-1.0, SqlType.of(TypeKind.DOUBLE)),
          toDouble(value),
          type);
    }
    if (!Casts.isExact(type)) {
      return null;
    }
    Object zero =
        switch (type.kind()) {
          case TINYINT -> (byte) 0;
          case SMALLINT -> (short) 0;
          case INTEGER -> 0;
          case BIGINT -> 0L;
          default -> BigDecimal.ZERO.setScale(type.scale());
        };
    return arithmetic(Arithmetic.SUBTRACT, new Constant(zero, type), value, type);
  }

  /** Null if values of these types cannot be compared by a kernel. */
  static @Nullable Expression comparison(
      ComparisonOperator operator, Expression left, Expression right) {
    Pair pair = comparable(left, right);
    if (pair == null) {
      return null;
    }
    return pair.left().type().columnKind() == ColumnKind.LONG
        ? new LongComparison(operator, pair.left(), pair.right())
        : new ValueComparison(operator, pair.left(), pair.right());
  }

  /** IS [NOT] DISTINCT FROM; null if values of these types cannot be compared by a kernel. */
  static @Nullable Expression distinction(Expression left, Expression right, boolean wanted) {
    Pair pair = comparable(left, right);
    return pair == null ? null : new Distinction(pair.left(), pair.right(), wanted);
  }

  /** Two expressions whose values vectors keep in the same form. */
  public record Pair(Expression left, Expression right) {}

  /** Both brought to one form in which they can be compared; null if there is none. */
  public static @Nullable Pair comparable(Expression left, Expression right) {
    SqlType a = left.type();
    SqlType b = right.type();
    if (Casts.isExact(a) && Casts.isExact(b)) {
      return exact(left, right);
    }
    if (isNumber(a) && isNumber(b)) {
      return new Pair(toDouble(left), toDouble(right));
    }
    boolean same = a.kind() == b.kind() || (Casts.isText(a) && Casts.isText(b));
    if (same) {
      return new Pair(left, right);
    }
    SqlType timestamp = SqlType.of(TypeKind.TIMESTAMP);
    if (a.kind() == TypeKind.DATE && b.kind() == TypeKind.TIMESTAMP) {
      Expression cast = Casts.cast(left, timestamp);
      return cast == null ? null : new Pair(cast, right);
    }
    if (a.kind() == TypeKind.TIMESTAMP && b.kind() == TypeKind.DATE) {
      Expression cast = Casts.cast(right, timestamp);
      return cast == null ? null : new Pair(left, cast);
    }
    if (isMomentBesideOther(a, b)) {
      Expression cast = Casts.cast(right, a);
      return cast == null ? null : new Pair(left, cast);
    }
    if (isMomentBesideOther(b, a)) {
      Expression cast = Casts.cast(left, b);
      return cast == null ? null : new Pair(cast, right);
    }
    return null;
  }

  /** Times without a zone are meant in the session's when they are compared with such with one. */
  private static boolean isMomentBesideOther(SqlType zoned, SqlType other) {
    return switch (zoned.kind()) {
      case TIMESTAMP_TZ -> other.kind() == TypeKind.TIMESTAMP || other.kind() == TypeKind.DATE;
      case TIME_TZ -> other.kind() == TypeKind.TIME;
      default -> false;
    };
  }

  private static @Nullable Pair exact(Expression left, Expression right) {
    SqlType a = left.type();
    SqlType b = right.type();
    if (a.scale() == b.scale() && a.columnKind() == b.columnKind()) {
      return new Pair(left, right);
    }
    int scale = Math.max(a.scale(), b.scale());
    int digits = Math.max(digits(a) - a.scale(), digits(b) - b.scale()) + scale;
    SqlType common =
        SqlType.decimal(
            digits <= SqlType.DECIMAL_LONG_PRECISION_MAX
                ? SqlType.DECIMAL_LONG_PRECISION_MAX
                : Math.max(digits, SqlType.DECIMAL_PRECISION_MAX),
            scale);
    return new Pair(ExactCast.of(left, common), ExactCast.of(right, common));
  }

  private static Expression toDouble(Expression value) {
    return Casts.isApproximate(value.type())
        ? value
        : new DoubleCast(value, SqlType.of(TypeKind.DOUBLE));
  }

  private static boolean isNumber(SqlType type) {
    return Casts.isExact(type) || Casts.isApproximate(type);
  }

  private static int digits(SqlType type) {
    return switch (type.kind()) {
      case TINYINT -> 3;
      case SMALLINT -> 5;
      case INTEGER -> 10;
      case BIGINT -> 19;
      default -> type.precision();
    };
  }
}
