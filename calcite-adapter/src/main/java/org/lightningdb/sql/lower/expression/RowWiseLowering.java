package org.lightningdb.sql.lower.expression;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.bind.TypeMapping;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.expression.RowWiseCall;
import org.lightningdb.sql.plan.NotCoveredException;

/**
 * Calls without a kernel: the operands are computed by kernels where they can be, the call itself
 * is compiled. Literals stay inside it, as some functions want them as such, and so do operands of
 * types that no column can have.
 */
final class RowWiseLowering {
  private final RowFunctionCompiler compiler;

  RowWiseLowering(RowFunctionCompiler compiler) {
    this.compiler = compiler;
  }

  Expression lower(RexCall call, ExpressionLowering.Scope scope) {
    if (!ExpressionLowering.isScalar(call)) {
      throw new NotCoveredException("expression " + call);
    }
    Arguments arguments = new Arguments(scope);
    RexNode compiled = arguments.extract(call);
    SqlType type = TypeMapping.toSqlType(call.getType());
    boolean constant = arguments.expressions.isEmpty() && RexUtil.isDeterministic(call);
    return new RowWiseCall(
        compiler.compile(
            compiled,
            arguments.types,
            arguments.expressions.stream().map(Expression::type).toList(),
            type),
        arguments.expressions,
        type,
        constant);
  }

  /** Collects what the compiled call gets from kernels. */
  private static final class Arguments {
    private final ExpressionLowering.Scope scope;
    private final List<Expression> expressions = new ArrayList<>();
    private final List<RelDataType> types = new ArrayList<>();

    Arguments(ExpressionLowering.Scope scope) {
      this.scope = scope;
    }

    /** The call with operands replaced by references to arguments. */
    RexNode extract(RexCall call) {
      List<RexNode> operands = new ArrayList<>();
      for (RexNode operand : call.getOperands()) {
        operands.add(operand(operand));
      }
      return call.clone(call.getType(), operands);
    }

    private RexNode operand(RexNode operand) {
      if (operand instanceof RexLiteral) {
        return operand;
      }
      if (ExpressionLowering.isScalar(operand)) {
        expressions.add(scope.lower(operand));
        types.add(operand.getType());
        return new RexInputRef(expressions.size() - 1, operand.getType());
      }
      if (operand instanceof RexCall inner && inner.getClass() == RexCall.class) {
        return extract(inner);
      }
      throw new NotCoveredException("expression " + operand);
    }
  }
}
