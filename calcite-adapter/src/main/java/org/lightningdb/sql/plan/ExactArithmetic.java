package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.bind.OwnFunctions;

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
      if (call.getKind() == SqlKind.DIVIDE
          && call.getType().getSqlTypeName() == SqlTypeName.DECIMAL) {
        return divide(call, operands);
      }
      if (call.getKind() == SqlKind.DIVIDE && SqlTypeUtil.isApproximateNumeric(call.getType())) {
        return builder.makeCall(call.getType(), OwnFunctions.DOUBLE_DIVIDE, doubles(operands));
      }
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

    private RexNode divide(RexCall call, List<RexNode> operands) {
      List<RexNode> arguments = new ArrayList<>();
      for (RexNode operand : operands) {
        boolean decimal = operand.getType().getSqlTypeName() == SqlTypeName.DECIMAL;
        arguments.add(decimal ? operand : builder.makeCast(decimalOf(operand), operand));
      }
      arguments.add(
          builder.makeExactLiteral(java.math.BigDecimal.valueOf(call.getType().getScale())));
      return builder.makeCall(call.getType(), OwnFunctions.DECIMAL_DIVIDE, arguments);
    }

    private List<RexNode> doubles(List<RexNode> operands) {
      RelDataTypeFactory types = builder.getTypeFactory();
      List<RexNode> doubles = new ArrayList<>();
      for (RexNode operand : operands) {
        RelDataType type =
            types.createTypeWithNullability(
                types.createSqlType(SqlTypeName.DOUBLE), operand.getType().isNullable());
        doubles.add(builder.makeCast(type, operand));
      }
      return doubles;
    }

    private RelDataType decimalOf(RexNode operand) {
      RelDataTypeFactory types = builder.getTypeFactory();
      return types.createTypeWithNullability(
          types.createSqlType(SqlTypeName.DECIMAL, 19, 0), operand.getType().isNullable());
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
