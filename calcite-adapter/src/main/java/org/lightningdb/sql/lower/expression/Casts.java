package org.lightningdb.sql.lower.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.expression.Constant;
import org.lightningdb.sql.exec.expression.DoubleCast;
import org.lightningdb.sql.exec.expression.ExactCast;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.expression.LongFunction;
import org.lightningdb.sql.exec.expression.ParameterReference;
import org.lightningdb.sql.exec.expression.Reinterpretation;
import org.lightningdb.sql.exec.expression.RowFunction;
import org.lightningdb.sql.exec.expression.RowWiseCall;
import org.lightningdb.sql.exec.expression.TextChanges;
import org.lightningdb.sql.exec.expression.TextFunction;
import org.lightningdb.sql.exec.function.Conversions;
import org.lightningdb.sql.exec.function.Temporals;
import org.lightningdb.sql.plan.NotCoveredException;
import org.lightningdb.storage.vector.ColumnKind;

/** Conversions between types: by a kernel where there is one, else row by row. */
public final class Casts {
  private Casts() {}

  /**
   * The value in another type, as CAST converts it.
   *
   * @return null if such values are not converted
   */
  public static @Nullable Expression cast(Expression value, SqlType type) {
    SqlType from = value.type();
    if (from.equals(type)) {
      return value;
    }
    if (value instanceof Constant constant && constant.value() == null) {
      return new Constant(null, type);
    }
    if (isExact(from) && isExact(type)) {
      return ExactCast.of(value, type);
    }
    if (isApproximate(type) && (isExact(from) || isApproximate(from))) {
      return new DoubleCast(value, type);
    }
    if (isText(from) && type.kind() == TypeKind.VARCHAR) {
      return from.precision() <= type.precision()
          ? new Reinterpretation(value, type)
          : new TextFunction(value, type, TextChanges.prefix(type.precision()));
    }
    if (from.kind() == TypeKind.VARBINARY
        && type.kind() == TypeKind.VARBINARY
        && from.precision() <= type.precision()) {
      return new Reinterpretation(value, type);
    }
    return isSameForm(from, type) ? new Reinterpretation(value, type) : temporal(value, type);
  }

  /** Intervals and the numbers that queries compute with instead; documents and their texts. */
  private static boolean isSameForm(SqlType from, SqlType type) {
    return isNumberOf(from, type) || isNumberOf(type, from) || from.kind() == TypeKind.JSON;
  }

  private static boolean isNumberOf(SqlType interval, SqlType number) {
    return switch (interval.kind()) {
      case INTERVAL_MONTH -> number.kind() == TypeKind.BIGINT;
      case INTERVAL_DAY ->
          number.kind() == TypeKind.DECIMAL
              && number.scale() == 3
              && number.columnKind() == ColumnKind.LONG;
      default -> false;
    };
  }

  private static @Nullable Expression temporal(Expression value, SqlType type) {
    TypeKind from = value.type().kind();
    if (from == TypeKind.DATE && type.kind() == TypeKind.TIMESTAMP) {
      return new LongFunction(value, type, days -> days * Temporals.MICROS_PER_DAY);
    }
    if (from == TypeKind.TIMESTAMP && type.kind() == TypeKind.DATE) {
      return new LongFunction(
          value, type, micros -> Math.floorDiv(micros, Temporals.MICROS_PER_DAY));
    }
    boolean sameKind =
        from == type.kind()
            && (from == TypeKind.TIMESTAMP
                || from == TypeKind.TIME
                || from == TypeKind.TIMESTAMP_TZ
                || from == TypeKind.TIME_TZ);
    return sameKind && value.type().precision() <= type.precision()
        ? new Reinterpretation(value, type)
        : rowWise(value, type);
  }

  private static @Nullable Expression rowWise(Expression value, SqlType type) {
    RowFunction function = Conversions.make(value.type(), type);
    return function == null
        ? null
        : new RowWiseCall(function, List.of(value), type, value instanceof ParameterReference);
  }

  /**
   * The value in a form in which vectors of {@code type} keep it; for set operations, branches and
   * results.
   *
   * @throws NotCoveredException if such values are not converted
   */
  public static Expression require(Expression value, SqlType type) {
    SqlType from = value.type();
    Expression cast = cast(value, type);
    if (cast != null) {
      return cast;
    }
    boolean sameForm = from.kind() == type.kind() && from.scale() == type.scale();
    if (sameForm || (isText(from) && isText(type))) {
      return new Reinterpretation(value, type);
    }
    throw new NotCoveredException("conversion of " + from + " to " + type);
  }

  public static boolean isExact(SqlType type) {
    return isInteger(type) || type.kind() == TypeKind.DECIMAL;
  }

  static boolean isInteger(SqlType type) {
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT -> true;
      default -> false;
    };
  }

  public static boolean isApproximate(SqlType type) {
    return type.kind() == TypeKind.REAL || type.kind() == TypeKind.DOUBLE;
  }

  public static boolean isText(SqlType type) {
    return type.kind() == TypeKind.CHAR || type.kind() == TypeKind.VARCHAR;
  }
}
