package org.lightningdb.sql.plan.physical;

import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.lightningdb.sql.plan.LightningConvention;

/**
 * Joins by equalities, which may be null-safe: builds a table of the right side's rows and probes
 * it with those of the left, whose order stays. All other conditions are checked for each match.
 */
public final class PhysicalHashJoin extends Join implements LightningConvention.LightningNode {
  private PhysicalHashJoin(
      RelTraitSet traits, RelNode left, RelNode right, RexNode condition, JoinRelType type) {
    super(left.getCluster(), traits, List.of(), left, right, condition, Set.of(), type);
  }

  static PhysicalHashJoin create(RelNode left, RelNode right, RexNode condition, JoinRelType type) {
    return new PhysicalHashJoin(
        left.getCluster().traitSetOf(LightningConvention.INSTANCE), left, right, condition, type);
  }

  /** Left rows without a match come last in their batch if there are further conditions. */
  static boolean keepsLeftOrder(Join join, RexNode condition) {
    return switch (join.getJoinType()) {
      case INNER, SEMI, ANTI -> true;
      case LEFT ->
          JoinInfo.of(join.getLeft(), join.getRight(), condition).nonEquiConditions.isEmpty();
      default -> false;
    };
  }

  @Override
  public Join copy(
      RelTraitSet traitSet,
      RexNode conditionExpr,
      RelNode left,
      RelNode right,
      JoinRelType joinType,
      boolean semiJoinDone) {
    return new PhysicalHashJoin(traitSet, left, right, conditionExpr, joinType);
  }
}
