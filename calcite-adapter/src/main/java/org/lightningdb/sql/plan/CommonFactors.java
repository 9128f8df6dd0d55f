package org.lightningdb.sql.plan;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/** Pulls factors that all operands of an OR share out of it, in filters and join conditions. */
final class CommonFactors extends RelHomogeneousShuttle {
  private CommonFactors() {}

  static RelNode pull(RelNode node) {
    return node.accept(new CommonFactors());
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode node = super.visit(other);
    if (node instanceof Filter filter) {
      RexNode condition = pulled(filter, filter.getCondition());
      return filter.copy(filter.getTraitSet(), filter.getInput(), condition);
    }
    if (node instanceof Join join) {
      return join.copy(
          join.getTraitSet(),
          pulled(join, join.getCondition()),
          join.getLeft(),
          join.getRight(),
          join.getJoinType(),
          join.isSemiJoinDone());
    }
    return node;
  }

  private static RexNode pulled(RelNode node, RexNode condition) {
    return RexUtil.pullFactors(node.getCluster().getRexBuilder(), condition);
  }
}
