package org.lightningdb.sql.plan;

import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Window functions that the executor computes wrongly, as others that it computes rightly: sums of
 * BIGINT as sums of decimals, LEAD and LAG with a default without one.
 */
final class WindowRepairs extends RelHomogeneousShuttle {
  private WindowRepairs() {}

  static RelNode apply(RelNode node) {
    return node.accept(new WindowRepairs());
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode node = super.visit(other);
    return node.accept(new Windows(node.getCluster().getRexBuilder()));
  }

  /** Works on the expressions of one node. */
  private static final class Windows extends RexShuttle {
    private final RexBuilder builder;

    Windows(RexBuilder builder) {
      this.builder = builder;
    }

    @Override
    public RexNode visitOver(RexOver over) {
      RexOver visited = (RexOver) super.visitOver(over);
      return switch (visited.getAggOperator().getKind()) {
        case SUM, SUM0 -> sum(visited);
        case LEAD, LAG -> visited.getOperands().size() == 3 ? withDefault(visited) : visited;
        default -> visited;
      };
    }

    private RexNode sum(RexOver over) {
      RexNode argument = over.getOperands().get(0);
      return WideSums.isWidened(over.getType(), argument)
          ? over(over, over.getType(), List.of(WideSums.widened(builder, over.getType(), argument)))
          : over;
    }

    /** {@code LEAD(x, n, d)}: d where the row n further does not exist, else its x. */
    private RexNode withDefault(RexOver over) {
      RexNode offset = over.getOperands().get(1);
      RelDataTypeFactory types = builder.getTypeFactory();
      RexNode one = builder.makeExactLiteral(java.math.BigDecimal.ONE);
      RexNode there =
          over(over, types.createTypeWithNullability(one.getType(), true), List.of(one, offset));
      RexNode value =
          over(
              over,
              types.createTypeWithNullability(over.getOperands().get(0).getType(), true),
              List.of(over.getOperands().get(0), offset));
      RexNode choice =
          builder.makeCall(
              SqlStdOperatorTable.CASE,
              builder.makeCall(SqlStdOperatorTable.IS_NULL, there),
              builder.ensureType(value.getType(), over.getOperands().get(2), true),
              value);
      return builder.ensureType(over.getType(), choice, true);
    }

    private RexNode over(RexOver like, RelDataType type, List<RexNode> operands) {
      return builder.makeOver(
          like.getParserPosition(),
          type,
          like.getAggOperator(),
          operands,
          like.getWindow().partitionKeys,
          like.getWindow().orderKeys,
          like.getWindow().getLowerBound(),
          like.getWindow().getUpperBound(),
          like.getWindow().getExclude(),
          like.getWindow().isRows(),
          true,
          false,
          like.isDistinct(),
          like.ignoreNulls());
    }
  }
}
