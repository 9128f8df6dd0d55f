package org.lightningdb.sql.lower.expression;

import java.time.LocalDate;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.bind.OwnFunctions;
import org.lightningdb.sql.bind.TypeMapping;
import org.lightningdb.sql.exec.expression.Arithmetic;
import org.lightningdb.sql.exec.expression.Concatenation;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.expression.LikeMatch;
import org.lightningdb.sql.exec.expression.LikePattern;
import org.lightningdb.sql.exec.expression.LongFunction;
import org.lightningdb.sql.exec.expression.Negation;
import org.lightningdb.sql.exec.expression.Substring;
import org.lightningdb.sql.exec.expression.TextChanges;
import org.lightningdb.sql.exec.expression.TextFunction;
import org.lightningdb.sql.exec.expression.TextLength;

/** The kernels of functions: arithmetic, text, dates. */
final class FunctionLowering {
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long MICROS_PER_HOUR = 3_600_000_000L;
  private static final long MICROS_PER_MINUTE = 60_000_000L;

  private FunctionLowering() {}

  /** Null if the function has no kernel. */
  static @Nullable Expression lower(RexCall call, ExpressionLowering.Scope scope) {
    return switch (call.getKind()) {
      case PLUS, CHECKED_PLUS -> arithmetic(Arithmetic.ADD, call, scope);
      case MINUS, CHECKED_MINUS -> arithmetic(Arithmetic.SUBTRACT, call, scope);
      case TIMES, CHECKED_TIMES -> arithmetic(Arithmetic.MULTIPLY, call, scope);
      case DIVIDE, CHECKED_DIVIDE -> arithmetic(Arithmetic.DIVIDE, call, scope);
      case MOD -> arithmetic(Arithmetic.REMAINDER, call, scope);
      case MINUS_PREFIX, CHECKED_MINUS_PREFIX -> negated(call, scope);
      case PLUS_PREFIX -> scope.lower(call.getOperands().get(0));
      case LIKE -> like(call, scope);
      case EXTRACT -> extract(call, scope);
      default -> named(call, scope);
    };
  }

  private static @Nullable Expression named(RexCall call, ExpressionLowering.Scope scope) {
    SqlOperator operator = call.getOperator();
    if (operator.equals(OwnFunctions.DECIMAL_DIVIDE)
        || operator.equals(OwnFunctions.DOUBLE_DIVIDE)) {
      return arithmetic(Arithmetic.DIVIDE, call, scope);
    }
    if (operator.equals(OwnFunctions.TRIM_BLANKS)) {
      return text(call, scope, TextChanges.TRIM_BLANKS);
    }
    if (operator.equals(SqlStdOperatorTable.UPPER)) {
      return text(call, scope, TextChanges.UPPER);
    }
    if (operator.equals(SqlStdOperatorTable.LOWER)) {
      return text(call, scope, TextChanges.LOWER);
    }
    if (operator.equals(SqlStdOperatorTable.CONCAT)) {
      return isBytes(call) ? new Concatenation(scope.lower(call.getOperands()), type(call)) : null;
    }
    if (operator.equals(SqlStdOperatorTable.CHAR_LENGTH)
        || operator.equals(SqlStdOperatorTable.CHARACTER_LENGTH)) {
      Expression text = scope.lower(call.getOperands().get(0));
      return Casts.isText(text.type()) ? new TextLength(text, type(call)) : null;
    }
    return operator.equals(SqlStdOperatorTable.SUBSTRING) ? substring(call, scope) : null;
  }

  private static SqlType type(RexCall call) {
    return TypeMapping.toSqlType(call.getType());
  }

  private static boolean isBytes(RexCall call) {
    return ExpressionLowering.isScalar(call)
        && call.getOperands().stream().allMatch(ExpressionLowering::isScalar)
        && type(call).columnKind() == org.lightningdb.storage.vector.ColumnKind.BYTES;
  }

  private static @Nullable Expression arithmetic(
      Arithmetic operation, RexCall call, ExpressionLowering.Scope scope) {
    List<RexNode> operands = call.getOperands();
    if (!ExpressionLowering.isScalar(call)
        || !ExpressionLowering.isScalar(operands.get(0))
        || !ExpressionLowering.isScalar(operands.get(1))) {
      return null;
    }
    return NumberLowering.arithmetic(
        operation, scope.lower(operands.get(0)), scope.lower(operands.get(1)), type(call));
  }

  private static @Nullable Expression negated(RexCall call, ExpressionLowering.Scope scope) {
    return ExpressionLowering.isScalar(call)
        ? NumberLowering.negated(scope.lower(call.getOperands().get(0)), type(call))
        : null;
  }

  private static @Nullable Expression text(
      RexCall call, ExpressionLowering.Scope scope, TextFunction.TextChange change) {
    Expression text = scope.lower(call.getOperands().get(0));
    return Casts.isText(text.type()) ? new TextFunction(text, type(call), change) : null;
  }

  private static @Nullable Expression substring(RexCall call, ExpressionLowering.Scope scope) {
    List<Expression> operands = scope.lower(call.getOperands());
    boolean numbers =
        operands.stream().skip(1).allMatch(operand -> Casts.isInteger(operand.type()));
    return Casts.isText(operands.get(0).type()) && numbers
        ? new Substring(
            operands.get(0),
            operands.get(1),
            operands.size() > 2 ? operands.get(2) : null,
            type(call))
        : null;
  }

  private static @Nullable Expression like(RexCall call, ExpressionLowering.Scope scope) {
    List<RexNode> operands = call.getOperands();
    SqlLikeOperator operator = (SqlLikeOperator) call.getOperator();
    String pattern = text(operands.get(1));
    String escape = operands.size() > 2 ? text(operands.get(2)) : "";
    if (!operator.isCaseSensitive()
        || pattern == null
        || escape == null
        || escape.codePointCount(0, escape.length()) > 1) {
      return null;
    }
    Expression text = scope.lower(operands.get(0));
    LikePattern parsed = LikePattern.parse(pattern, escape.isEmpty() ? -1 : escape.codePointAt(0));
    Expression match = new LikeMatch(text, parsed);
    return operator.isNegated() ? new Negation(match) : match;
  }

  private static @Nullable String text(RexNode node) {
    return node instanceof RexLiteral literal && !literal.isNull()
        ? literal.getValueAs(String.class)
        : null;
  }

  private static @Nullable Expression extract(RexCall call, ExpressionLowering.Scope scope) {
    RexNode operand = call.getOperands().get(1);
    TimeUnitRange unit = ((RexLiteral) call.getOperands().get(0)).getValueAs(TimeUnitRange.class);
    if (unit == null || !ExpressionLowering.isScalar(operand)) {
      return null;
    }
    Expression value = scope.lower(operand);
    LongUnaryOperator part =
        value.type().kind() == TypeKind.DATE
            ? datePart(unit)
            : value.type().kind() == TypeKind.TIMESTAMP ? timestampPart(unit) : null;
    return part == null ? null : new LongFunction(value, type(call), part);
  }

  private static @Nullable LongUnaryOperator datePart(TimeUnitRange unit) {
    return switch (unit) {
      case YEAR -> days -> LocalDate.ofEpochDay(days).getYear();
      case MONTH -> days -> LocalDate.ofEpochDay(days).getMonthValue();
      case DAY -> days -> LocalDate.ofEpochDay(days).getDayOfMonth();
      case QUARTER -> days -> (LocalDate.ofEpochDay(days).getMonthValue() + 2) / 3;
      default -> null;
    };
  }

  private static @Nullable LongUnaryOperator timestampPart(TimeUnitRange unit) {
    return switch (unit) {
      case HOUR -> micros -> Math.floorMod(micros, MICROS_PER_DAY) / MICROS_PER_HOUR;
      case MINUTE -> micros -> Math.floorMod(micros, MICROS_PER_HOUR) / MICROS_PER_MINUTE;
      default -> {
        LongUnaryOperator part = datePart(unit);
        yield part == null
            ? null
            : micros -> part.applyAsLong(Math.floorDiv(micros, MICROS_PER_DAY));
      }
    };
  }
}
