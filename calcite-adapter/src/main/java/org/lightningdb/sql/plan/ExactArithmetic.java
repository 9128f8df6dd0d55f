package org.lightningdb.sql.plan;

import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** Replaces arithmetic that would wrap around or lose digits by arithmetic that does not. */
final class ExactArithmetic extends RelHomogeneousShuttle {
  private ExactArithmetic() {}

  static RelNode apply(RelNode node) {
    return node.accept(new ExactArithmetic());
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode node = super.visit(other);
    return node.accept(new Expressions(node.getCluster().getRexBuilder()));
  }

  /** Works on the expressions of one node. */
  private static final class Expressions extends RexShuttle {
    private final RexBuilder builder;

    Expressions(RexBuilder builder) {
      this.builder = builder;
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subQuery) {
      return subQuery.clone(ExactArithmetic.apply(subQuery.rel));
    }

    @Override
    public RexNode visitCall(RexCall call) {
      boolean[] changed = {false};
      List<RexNode> operands = visitList(call.getOperands(), changed);
      SqlOperator checked =
          SqlTypeUtil.isIntType(call.getType())
                  && operands.stream().allMatch(operand -> SqlTypeUtil.isIntType(operand.getType()))
              ? checked(call)
              : null;
      if (checked != null) {
        return builder.makeCall(call.getType(), checked, operands);
      }
      return changed[0] ? call.clone(call.getType(), operands) : call;
    }

    private static @Nullable SqlOperator checked(RexCall call) {
      return switch (call.getKind()) {
        case PLUS -> SqlStdOperatorTable.CHECKED_PLUS;
        case MINUS -> SqlStdOperatorTable.CHECKED_MINUS;
        case TIMES -> SqlStdOperatorTable.CHECKED_MULTIPLY;
        case MINUS_PREFIX -> SqlStdOperatorTable.CHECKED_UNARY_MINUS;
        case DIVIDE -> SqlStdOperatorTable.CHECKED_DIVIDE;
        default -> null;
      };
    }
  }
}
