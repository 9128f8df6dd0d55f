package org.lightningdb.sql.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Of the inputs of a UNION ALL no more rows are sorted and handed up than a limit above wants, and
 * of the left input of a left join no more are joined: each of them gives a row at least.
 */
final class LimitPushDown {
  /** Sorting twice must be worth it. */
  private static final double LEAST_SAVED = 4;

  private LimitPushDown() {}

  static RelNode apply(RelNode node) {
    RelNode current = node instanceof LogicalSort sort && sort.fetch != null ? pushed(sort) : node;
    return Inputs.rewritten(current, LimitPushDown::apply);
  }

  private static RelNode pushed(LogicalSort sort) {
    RexNode rows = rows(sort);
    if (rows == null) {
      return sort;
    }
    RelNode input = sort.getInput();
    if (input instanceof LogicalUnion union && union.all) {
      List<RelNode> limited = new ArrayList<>();
      union.getInputs().forEach(each -> limited.add(limited(each, sort.getCollation(), rows)));
      return sort.copy(sort.getTraitSet(), List.of(union.copy(union.getTraitSet(), limited, true)));
    }
    if (input instanceof LogicalJoin join
        && join.getJoinType() == JoinRelType.LEFT
        && isOfLeft(sort.getCollation(), join)) {
      RelNode left = limited(join.getLeft(), sort.getCollation(), rows);
      return sort.copy(
          sort.getTraitSet(),
          List.of(join.copy(join.getTraitSet(), List.of(left, join.getRight()))));
    }
    return sort;
  }

  /** How many rows are wanted at most, those skipped included; null if not known yet. */
  private static @Nullable RexNode rows(LogicalSort sort) {
    BigDecimal fetch = number(sort.fetch);
    BigDecimal offset = sort.offset == null ? BigDecimal.ZERO : number(sort.offset);
    if (fetch == null || offset == null) {
      return null;
    }
    RexBuilder builder = sort.getCluster().getRexBuilder();
    return builder.makeExactLiteral(
        fetch.add(offset), builder.getTypeFactory().createSqlType(SqlTypeName.BIGINT));
  }

  private static @Nullable BigDecimal number(@Nullable RexNode node) {
    return node instanceof RexLiteral literal ? literal.getValueAs(BigDecimal.class) : null;
  }

  private static boolean isOfLeft(RelCollation order, LogicalJoin join) {
    int leftFields = join.getLeft().getRowType().getFieldCount();
    return join.getVariablesSet().isEmpty()
        && order.getFieldCollations().stream().allMatch(key -> key.getFieldIndex() < leftFields);
  }

  private static RelNode limited(RelNode node, RelCollation order, RexNode rows) {
    RelMetadataQuery metadata = node.getCluster().getMetadataQuery();
    BigDecimal wanted = number(rows);
    boolean worthwhile =
        wanted != null && metadata.getRowCount(node) > LEAST_SAVED * wanted.doubleValue();
    return worthwhile ? LogicalSort.create(node, order, null, rows) : node;
  }
}
