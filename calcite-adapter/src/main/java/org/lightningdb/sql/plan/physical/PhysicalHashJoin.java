package org.lightningdb.sql.plan.physical;

import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelCollationTraitDef;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.metadata.RelMdCollation;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.plan.LightningConvention;

/**
 * Joins by equalities, which may be null-safe: builds a table of the right side's rows and probes
 * it with those of the left, whose order stays. All other conditions are checked for each match.
 */
public final class PhysicalHashJoin extends Join implements LightningConvention.LightningNode {
  private static final double COST_OF_BUILDING = 2;

  private PhysicalHashJoin(
      RelTraitSet traits, RelNode left, RelNode right, RexNode condition, JoinRelType type) {
    super(left.getCluster(), traits, List.of(), left, right, condition, Set.of(), type);
  }

  static PhysicalHashJoin create(RelNode left, RelNode right, RexNode condition, JoinRelType type) {
    RelMetadataQuery metadata = left.getCluster().getMetadataQuery();
    RelTraitSet traits =
        left.getCluster()
            .traitSetOf(LightningConvention.INSTANCE)
            .replaceIfs(
                RelCollationTraitDef.INSTANCE,
                () ->
                    keepsOrder(JoinInfo.of(left, right, condition), type)
                        ? RelMdCollation.enumerableHashJoin(metadata, left, right, type)
                        : List.of(RelCollations.EMPTY));
    return new PhysicalHashJoin(traits, left, right, condition, type);
  }

  /** Left rows without a match come last in their batch if there are further conditions. */
  private static boolean keepsOrder(JoinInfo keys, JoinRelType type) {
    return type != JoinRelType.LEFT_MARK
        && (type != JoinRelType.LEFT || keys.nonEquiConditions.isEmpty());
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

  @Override
  public @Nullable RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
    double rows =
        mq.getRowCount(left) + COST_OF_BUILDING * mq.getRowCount(right) + mq.getRowCount(this);
    return planner.getCostFactory().makeCost(rows, 0, 0);
  }
}
