package org.lightningdb.sql.plan.physical;

import java.util.Set;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.lightningdb.sql.plan.LightningConvention;

/** Joins by comparing every row of one side with every row of the other. */
public final class PhysicalNestedLoopJoin extends Join
    implements LightningConvention.LightningNode {
  private PhysicalNestedLoopJoin(
      RelTraitSet traits, RelNode left, RelNode right, RexNode condition, JoinRelType type) {
    super(left.getCluster(), traits, java.util.List.of(), left, right, condition, Set.of(), type);
  }

  static PhysicalNestedLoopJoin create(
      RelNode left, RelNode right, RexNode condition, JoinRelType type) {
    return new PhysicalNestedLoopJoin(
        left.getCluster().traitSetOf(LightningConvention.INSTANCE), left, right, condition, type);
  }

  @Override
  public Join copy(
      RelTraitSet traitSet,
      RexNode conditionExpr,
      RelNode left,
      RelNode right,
      JoinRelType joinType,
      boolean semiJoinDone) {
    return new PhysicalNestedLoopJoin(traitSet, left, right, conditionExpr, joinType);
  }
}
