package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** Sums of BIGINT are DECIMAL: their arguments are cast to it before they are added. */
final class WideSums extends RelHomogeneousShuttle {
  private WideSums() {}

  static RelNode apply(RelNode node) {
    return node.accept(new WideSums());
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode node = super.visit(other);
    return node instanceof LogicalAggregate aggregate ? widened(aggregate) : node;
  }

  private static RelNode widened(LogicalAggregate aggregate) {
    RelNode input = aggregate.getInput();
    RexBuilder builder = aggregate.getCluster().getRexBuilder();
    List<RexNode> columns = new ArrayList<>(builder.identityProjects(input.getRowType()));
    List<AggregateCall> calls = new ArrayList<>();
    for (AggregateCall call : aggregate.getAggCallList()) {
      if (isSum(call.getAggregation().getKind())
          && isWidened(call.getType(), columns.get(call.getArgList().get(0)))) {
        columns.add(widened(builder, call.getType(), columns.get(call.getArgList().get(0))));
        calls.add(call.withArgList(List.of(columns.size() - 1)));
      } else {
        calls.add(call);
      }
    }
    if (columns.size() == input.getRowType().getFieldCount()) {
      return aggregate;
    }
    List<@Nullable String> names = new ArrayList<>(input.getRowType().getFieldNames());
    while (names.size() < columns.size()) {
      names.add(null);
    }
    return aggregate.copy(
        aggregate.getTraitSet(),
        LogicalProject.create(input, List.of(), columns, names, Set.of()),
        aggregate.getGroupSet(),
        aggregate.getGroupSets(),
        calls);
  }

  private static boolean isSum(SqlKind kind) {
    return kind == SqlKind.SUM || kind == SqlKind.SUM0;
  }

  static boolean isWidened(RelDataType sum, RexNode argument) {
    return sum.getSqlTypeName() == SqlTypeName.DECIMAL && SqlTypeUtil.isIntType(argument.getType());
  }

  static RexNode widened(RexBuilder builder, RelDataType sum, RexNode argument) {
    RelDataTypeFactory types = builder.getTypeFactory();
    return builder.makeCast(
        types.createTypeWithNullability(sum, argument.getType().isNullable()), argument);
  }
}
