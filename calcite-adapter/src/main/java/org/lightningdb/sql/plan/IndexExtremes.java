package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * MIN and MAX of columns by which an index is ordered become the same of the first row in that
 * order, which an index scan finds at one of its ends. Each call reads for itself; their single
 * rows are joined. Indexes and aggregates have one order of approximate numbers, NaN above all;
 * stored values have no negative zero.
 */
final class IndexExtremes extends RelHomogeneousShuttle {
  /** Each call reads the table once if no index helps it in the end. */
  private static final int CALLS_MAX = 4;

  private IndexExtremes() {}

  static RelNode apply(RelNode node) {
    return node.accept(new IndexExtremes());
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode node = super.visit(other);
    if (!(node instanceof LogicalAggregate aggregate)
        || !(aggregate.getInput() instanceof TableAccess access)
        || !aggregate.getGroupSet().isEmpty()
        || aggregate.getGroupSets().size() != 1
        || aggregate.getAggCallList().isEmpty()
        || aggregate.getAggCallList().size() > CALLS_MAX) {
      return node;
    }
    RelNode joined = null;
    for (AggregateCall call : aggregate.getAggCallList()) {
      RelNode extreme = extreme(aggregate, access, call);
      if (extreme == null) {
        return node;
      }
      joined = joined == null ? extreme : cross(joined, extreme);
    }
    return joined == null ? node : joined;
  }

  private static RelNode cross(RelNode left, RelNode right) {
    RexNode always = left.getCluster().getRexBuilder().makeLiteral(true);
    return LogicalJoin.create(left, right, List.of(), always, Set.of(), JoinRelType.INNER);
  }

  /** One call over the first row only, or null if no index has an order for it. */
  private static @Nullable RelNode extreme(
      Aggregate aggregate, TableAccess access, AggregateCall call) {
    SqlKind kind = call.getAggregation().getKind();
    if ((kind != SqlKind.MIN && kind != SqlKind.MAX)
        || call.filterArg >= 0
        || call.getArgList().size() != 1) {
      return null;
    }
    int column = call.getArgList().get(0);
    RelDataType type = access.getRowType().getFieldList().get(column).getType();
    TableAccess narrow = notNull(access, column, type).project(List.of(column));
    RelCollation order = order(kind == SqlKind.MIN);
    boolean ordered =
        narrow.scans(true).stream()
            .anyMatch(scan -> scan.orders().stream().anyMatch(own -> own.satisfies(order)));
    if (!ordered) {
      return null;
    }
    RexBuilder builder = access.getCluster().getRexBuilder();
    RexNode one = builder.makeExactLiteral(java.math.BigDecimal.ONE);
    return aggregate.copy(
        aggregate.getTraitSet(),
        LogicalSort.create(narrow, order, null, one),
        ImmutableBitSet.of(),
        null,
        new ArrayList<>(List.of(call.withArgList(List.of(0)))));
  }

  private static TableAccess notNull(TableAccess access, int column, RelDataType type) {
    RexBuilder builder = access.getCluster().getRexBuilder();
    return type.isNullable()
        ? access.filter(
            builder.makeCall(SqlStdOperatorTable.IS_NOT_NULL, builder.makeInputRef(access, column)))
        : access;
  }

  private static RelCollation order(boolean ascending) {
    return RelCollations.of(
        ascending
            ? new RelFieldCollation(
                0, RelFieldCollation.Direction.ASCENDING, RelFieldCollation.NullDirection.LAST)
            : new RelFieldCollation(
                0, RelFieldCollation.Direction.DESCENDING, RelFieldCollation.NullDirection.FIRST));
  }
}
