package org.lightningdb.sql.lower.expression;

import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.bind.OwnFunctions;
import org.lightningdb.sql.bind.TypeMapping;
import org.lightningdb.sql.exec.expression.Arithmetic;
import org.lightningdb.sql.exec.expression.Concatenation;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.expression.LikeMatch;
import org.lightningdb.sql.exec.expression.LikePattern;
import org.lightningdb.sql.exec.expression.Negation;
import org.lightningdb.sql.exec.expression.Substring;
import org.lightningdb.sql.exec.expression.TextChanges;
import org.lightningdb.sql.exec.expression.TextFunction;
import org.lightningdb.sql.exec.expression.TextLength;

/** The kernels of functions: arithmetic, text, dates. */
final class FunctionLowering {
  private FunctionLowering() {}

  /** Null if the function has no kernel. */
  static @Nullable Expression lower(RexCall call, ExpressionLowering.Scope scope) {
    return switch (call.getKind()) {
      case PLUS, CHECKED_PLUS ->
          TemporalLowering.isTemporal(call)
              ? TemporalLowering.moved(call, scope)
              : arithmetic(Arithmetic.ADD, call, scope);
      case MINUS, CHECKED_MINUS ->
          TemporalLowering.isTemporal(call)
              ? TemporalLowering.difference(call, scope)
              : arithmetic(Arithmetic.SUBTRACT, call, scope);
      case TIMES, CHECKED_TIMES -> arithmetic(Arithmetic.MULTIPLY, call, scope);
      case DIVIDE, CHECKED_DIVIDE -> arithmetic(Arithmetic.DIVIDE, call, scope);
      case MOD -> arithmetic(Arithmetic.REMAINDER, call, scope);
      case MINUS_PREFIX, CHECKED_MINUS_PREFIX -> negated(call, scope);
      case PLUS_PREFIX -> scope.lower(call.getOperands().get(0));
      case LIKE -> like(call, scope);
      case EXTRACT -> TemporalLowering.extract(call, scope);
      default -> named(call, scope);
    };
  }

  private static @Nullable Expression named(RexCall call, ExpressionLowering.Scope scope) {
    SqlOperator operator = call.getOperator();
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
    return TypeMapping.toComputedType(call.getType());
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
}
