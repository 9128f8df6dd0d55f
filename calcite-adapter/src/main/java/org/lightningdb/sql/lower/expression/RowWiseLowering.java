package org.lightningdb.sql.lower.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.bind.TypeMapping;
import org.lightningdb.sql.exec.expression.Constant;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.expression.ParameterReference;
import org.lightningdb.sql.exec.expression.RowFunction;
import org.lightningdb.sql.exec.expression.RowWiseCall;
import org.lightningdb.sql.exec.function.FunctionSignature;
import org.lightningdb.sql.exec.function.FunctionTable;
import org.lightningdb.sql.plan.NotCoveredException;

/** Calls without a kernel: found by name in the {@link FunctionTable}. */
final class RowWiseLowering {
  private RowWiseLowering() {}

  static Expression lower(RexCall call, ExpressionLowering.Scope scope) {
    Expression json = JsonLowering.lower(call, scope);
    if (json != null) {
      return json;
    }
    if (!ExpressionLowering.isScalar(call)) {
      throw new NotCoveredException("expression " + call);
    }
    List<String> flags = new ArrayList<>();
    List<Expression> arguments = new ArrayList<>();
    for (RexNode operand : call.getOperands()) {
      String flag = flag(operand);
      if (flag != null) {
        flags.add(flag);
      } else if (ExpressionLowering.isScalar(operand)) {
        arguments.add(scope.lower(operand));
      } else {
        throw new NotCoveredException("function " + call.getOperator().getName());
      }
    }
    SqlType type = TypeMapping.toComputedType(call.getType());
    List<SqlType> types = arguments.stream().map(Expression::type).toList();
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    RowFunction function = FunctionTable.find(name, new FunctionSignature(flags, types, type));
    if (function == null) {
      throw new NotCoveredException("function " + name);
    }
    boolean constant =
        !name.startsWith("RAND")
            && call.getOperator().isDeterministic()
            && arguments.stream().allMatch(RowWiseLowering::isConstant);
    return new RowWiseCall(function, arguments, type, constant);
  }

  /** A keyword among the operands, or null. */
  static @Nullable String flag(RexNode operand) {
    return operand instanceof RexLiteral literal
            && literal.getType().getSqlTypeName() == SqlTypeName.SYMBOL
            && literal.getValue() instanceof Enum<?> keyword
        ? keyword.name()
        : null;
  }

  private static boolean isConstant(Expression argument) {
    return argument instanceof Constant
        || argument instanceof ParameterReference
        || (argument instanceof RowWiseCall call && call.constant());
  }
}
