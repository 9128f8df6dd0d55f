package org.lightningdb.sql.lower.expression;

import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.bind.TypeMapping;
import org.lightningdb.sql.exec.expression.ExactCast;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.expression.LongFunction;
import org.lightningdb.sql.exec.expression.LongPairFunction;
import org.lightningdb.sql.exec.expression.Reinterpretation;
import org.lightningdb.sql.exec.function.DateParts;
import org.lightningdb.sql.exec.function.Temporals;

/**
 * The kernels of dates, times and intervals. Vectors keep all of them as longs: days, microseconds
 * of a day or since 1970, months, microseconds ({@link TypeMapping#toComputedType}).
 */
final class TemporalLowering {
  private TemporalLowering() {}

  /**
   * Whether the first operand is a date or time, or the second one that an interval is added to.
   */
  static boolean isTemporal(RexCall call) {
    return call.getOperands().stream()
        .anyMatch(operand -> SqlTypeUtil.isDatetime(operand.getType()));
  }

  private static boolean isMonths(RelDataType type) {
    return SqlTypeName.YEAR_INTERVAL_TYPES.contains(type.getSqlTypeName());
  }

  /** A date or time plus an interval, in either order. */
  static @Nullable Expression moved(RexCall call, ExpressionLowering.Scope scope) {
    List<RexNode> operands = call.getOperands();
    boolean swapped = SqlTypeUtil.isInterval(operands.get(0).getType());
    return moved(call, operands.get(swapped ? 1 : 0), operands.get(swapped ? 0 : 1), false, scope);
  }

  /** A date or time minus an interval, or minus another one. */
  static @Nullable Expression difference(RexCall call, ExpressionLowering.Scope scope) {
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    if (SqlTypeUtil.isInterval(right.getType())) {
      return moved(call, left, right, true, scope);
    }
    if (!SqlTypeUtil.isInterval(call.getType())) {
      return null;
    }
    Expression minuend = scope.lower(left);
    Expression subtrahend = scope.lower(right);
    boolean moments =
        !isMonths(call.getType())
            && (minuend.type().kind() == TypeKind.TIMESTAMP_TZ
                || subtrahend.type().kind() == TypeKind.TIMESTAMP_TZ);
    Expression later = micros(minuend, moments);
    Expression earlier = micros(subtrahend, moments);
    if (later == null || earlier == null) {
      return null;
    }
    LongBinaryOperator function =
        isMonths(call.getType())
            ? (to, from) -> Temporals.monthsBetween(from, to)
            : (to, from) -> to - from;
    return new LongPairFunction(
        later, earlier, TypeMapping.toComputedType(call.getType()), function);
  }

  private static @Nullable Expression moved(
      RexCall call, RexNode moved, RexNode interval, boolean back, ExpressionLowering.Scope scope) {
    if (!SqlTypeUtil.isInterval(interval.getType())) {
      return null;
    }
    SqlType type = TypeMapping.toComputedType(call.getType());
    Expression from = Casts.cast(scope.lower(moved), type);
    if (from == null) {
      return null;
    }
    if (type.kind() == TypeKind.TIMESTAMP_TZ && isMonths(interval.getType())) {
      SqlType local = local(type);
      Expression result = moved(require(from, local), interval, back, local, scope);
      return result == null ? null : Casts.cast(result, type);
    }
    return moved(from, interval, back, type, scope);
  }

  private static @Nullable Expression moved(
      Expression from,
      RexNode interval,
      boolean back,
      SqlType type,
      ExpressionLowering.Scope scope) {
    LongBinaryOperator function =
        isMonths(interval.getType()) ? byMonths(type.kind()) : byMicros(type.kind());
    if (function == null) {
      return null;
    }
    return new LongPairFunction(
        from,
        scope.lower(interval),
        type,
        back ? (value, by) -> function.applyAsLong(value, -by) : function);
  }

  /** What clocks of the session's zone show of a moment, or of a time with a zone of its own. */
  private static SqlType local(SqlType type) {
    TypeKind kind = type.kind() == TypeKind.TIME_TZ ? TypeKind.TIME : TypeKind.TIMESTAMP;
    return new SqlType(kind, type.precision(), 0);
  }

  private static boolean isZoned(SqlType type) {
    return type.kind() == TypeKind.TIMESTAMP_TZ || type.kind() == TypeKind.TIME_TZ;
  }

  private static Expression require(Expression value, SqlType type) {
    return Casts.require(value, type);
  }

  private static @Nullable LongBinaryOperator byMonths(TypeKind kind) {
    return switch (kind) {
      case DATE -> Temporals::addMonths;
      case TIMESTAMP -> Temporals::addMonthsToMicros;
      case TIME, TIME_TZ -> (micros, months) -> micros;
      default -> null;
    };
  }

  private static @Nullable LongBinaryOperator byMicros(TypeKind kind) {
    return switch (kind) {
      case DATE ->
          (days, micros) ->
              Temporals.checkDay(days + Math.floorDiv(micros, Temporals.MICROS_PER_DAY));
      case TIMESTAMP, TIMESTAMP_TZ -> Temporals::addMicros;
      case TIME_TZ -> Temporals::addToZonedTime;
      case TIME -> (micros, by) -> Math.floorMod(micros + by, Temporals.MICROS_PER_DAY);
      default -> null;
    };
  }

  /**
   * A date or time as microseconds; null for other values.
   *
   * @param moment whether as those of UTC, else as clocks of the session show them
   */
  private static @Nullable Expression micros(Expression value, boolean moment) {
    if (moment || isZoned(value.type())) {
      SqlType zoned = new SqlType(TypeKind.TIMESTAMP_TZ, 6, 0);
      return Casts.cast(value, moment ? zoned : local(value.type()));
    }
    SqlType timestamp = new SqlType(TypeKind.TIMESTAMP, 6, 0);
    return switch (value.type().kind()) {
      case DATE -> Casts.cast(value, timestamp);
      case TIME, TIMESTAMP -> value;
      default -> null;
    };
  }

  /** EXTRACT; null if there is no such part. */
  static @Nullable Expression extract(RexCall call, ExpressionLowering.Scope scope) {
    RexNode operand = call.getOperands().get(1);
    String unit = RowWiseLowering.flag(call.getOperands().get(0));
    if (unit == null || !ExpressionLowering.isScalar(operand)) {
      return null;
    }
    Expression value = scope.lower(operand);
    LongUnaryOperator part;
    if (SqlTypeUtil.isInterval(operand.getType())) {
      part = isMonths(operand.getType()) ? DateParts.ofMonths(unit) : DateParts.ofDuration(unit);
    } else {
      boolean local = isZoned(value.type()) && DateParts.of(unit, value.type()) == null;
      value = local ? require(value, local(value.type())) : value;
      part = DateParts.of(unit, value.type());
    }
    return part == null
        ? null
        : new LongFunction(value, TypeMapping.toComputedType(call.getType()), part);
  }

  /**
   * The number behind an interval (months, milliseconds), or the interval a number stands for. The
   * type of such a number may be too short for it: the planner divides it next.
   */
  static @Nullable Expression reinterpreted(RexCall call, ExpressionLowering.Scope scope) {
    RexNode operand = call.getOperands().get(0);
    SqlType type = TypeMapping.toComputedType(call.getType());
    if (!ExpressionLowering.isScalar(operand)) {
      return null;
    }
    Expression value = scope.lower(operand);
    if (value.type().scale() == 3 && Casts.isInteger(type)) {
      return new LongFunction(value, type, micros -> micros / 1000);
    }
    if (Casts.isInteger(value.type()) && Casts.isInteger(type)) {
      return new Reinterpretation(value, type);
    }
    return Casts.isExact(value.type()) && Casts.isExact(type) ? ExactCast.of(value, type) : null;
  }

  /** Between intervals, which are kept alike if they are of one family, and texts. */
  static @Nullable Expression cast(RexCall call, ExpressionLowering.Scope scope) {
    RelDataType from = call.getOperands().get(0).getType();
    boolean alike =
        SqlTypeUtil.isInterval(from)
            && SqlTypeUtil.isInterval(call.getType())
            && isMonths(from) == isMonths(call.getType());
    Expression value = scope.lower(call.getOperands().get(0));
    if (alike) {
      return value;
    }
    SqlType target = TypeMapping.toSqlType(call.getType());
    if (SqlTypeUtil.isInterval(from) && Casts.isText(target)) {
      return Casts.cast(require(value, TypeMapping.toSqlType(from)), target);
    }
    return SqlTypeUtil.inCharFamily(from) ? Casts.cast(value, target) : null;
  }
}
