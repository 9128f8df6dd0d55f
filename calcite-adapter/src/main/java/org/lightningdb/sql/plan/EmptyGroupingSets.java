package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Gives the empty grouping set of ROLLUP, CUBE and GROUPING SETS an aggregation of its own: it has
 * one row even if the input has none, which the executor forgets when it computes all sets in one.
 */
final class EmptyGroupingSets extends RelHomogeneousShuttle {
  private EmptyGroupingSets() {}

  static RelNode separate(RelNode node) {
    return node.accept(new EmptyGroupingSets());
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode node = super.visit(other);
    return node instanceof LogicalAggregate aggregate
            && aggregate.getGroupSets().size() > 1
            && aggregate.getGroupSets().contains(ImmutableBitSet.of())
        ? separated(aggregate)
        : node;
  }

  private static RelNode separated(LogicalAggregate aggregate) {
    List<ImmutableBitSet> others =
        aggregate.getGroupSets().stream().filter(set -> !set.isEmpty()).toList();
    RelNode grouped =
        LogicalAggregate.create(
            aggregate.getInput(),
            List.of(),
            aggregate.getGroupSet(),
            others,
            typed(aggregate, aggregate.getAggCallList(), false));
    RexBuilder builder = aggregate.getCluster().getRexBuilder();
    List<RexNode> columns = new ArrayList<>();
    for (RexNode column : builder.identityProjects(grouped.getRowType())) {
      columns.add(withType(builder, column, type(aggregate, columns.size())));
    }
    RelNode sameType =
        LogicalProject.create(grouped, List.of(), columns, aggregate.getRowType(), Set.of());
    return LogicalUnion.create(List.of(sameType, total(aggregate)), true);
  }

  private static RexNode withType(RexBuilder builder, RexNode value, RelDataType wanted) {
    return value.getType().equals(wanted) ? value : builder.makeAbstractCast(wanted, value, false);
  }

  /** The row of the empty set: NULL for every group column, then the aggregates over all rows. */
  private static RelNode total(LogicalAggregate aggregate) {
    RexBuilder builder = aggregate.getCluster().getRexBuilder();
    List<AggregateCall> calls =
        aggregate.getAggCallList().stream().filter(call -> !isGrouping(call)).toList();
    RelNode all =
        LogicalAggregate.create(
            aggregate.getInput(),
            List.of(),
            ImmutableBitSet.of(),
            null,
            typed(aggregate, calls, true));
    List<RexNode> columns = new ArrayList<>();
    for (int i = 0; i < aggregate.getGroupCount(); i++) {
      columns.add(builder.makeNullLiteral(type(aggregate, i)));
    }
    int next = 0;
    for (AggregateCall call : aggregate.getAggCallList()) {
      RexNode value =
          isGrouping(call)
              ? builder.makeLiteral(groupingValue(call), call.getType(), true)
              : builder.makeInputRef(all, next++);
      RelDataType wanted = type(aggregate, columns.size());
      columns.add(
          value.getType().equals(wanted) ? value : builder.makeCast(wanted, value, true, false));
    }
    return LogicalProject.create(all, List.of(), columns, aggregate.getRowType(), Set.of());
  }

  /** The same calls with types anew: an aggregate of a group without rows may be NULL. */
  private static List<AggregateCall> typed(
      LogicalAggregate aggregate, List<AggregateCall> calls, boolean emptyGroup) {
    List<AggregateCall> typed = new ArrayList<>();
    for (AggregateCall call : calls) {
      typed.add(
          AggregateCall.create(
              call.getParserPosition(),
              call.getAggregation(),
              call.isDistinct(),
              call.isApproximate(),
              call.ignoreNulls(),
              call.rexList,
              call.getArgList(),
              call.filterArg,
              call.distinctKeys,
              call.collation,
              emptyGroup,
              aggregate.getInput(),
              null,
              call.getName()));
    }
    return typed;
  }

  private static RelDataType type(LogicalAggregate aggregate, int column) {
    return aggregate.getRowType().getFieldList().get(column).getType();
  }

  private static boolean isGrouping(AggregateCall call) {
    SqlKind kind = call.getAggregation().getKind();
    return kind == SqlKind.GROUPING || kind == SqlKind.GROUP_ID;
  }

  /** GROUPING has one set bit for each argument that is not grouped by: here all of them. */
  private static long groupingValue(AggregateCall call) {
    return call.getAggregation().getKind() == SqlKind.GROUP_ID
        ? 0
        : (1L << call.getArgList().size()) - 1;
  }
}
