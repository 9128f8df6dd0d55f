package org.lightningdb.sql.plan.physical;

import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.lightningdb.sql.plan.LightningConvention;

/**
 * Joins by equalities, which may be null-safe: builds a table of one side's rows and probes it with
 * those of the other; if that is the left side, its order stays. All other conditions are checked
 * for each match.
 */
public final class PhysicalHashJoin extends Join implements LightningConvention.LightningNode {
  private final boolean buildLeft;

  private PhysicalHashJoin(
      RelTraitSet traits,
      RelNode left,
      RelNode right,
      RexNode condition,
      JoinRelType type,
      boolean buildLeft) {
    super(left.getCluster(), traits, List.of(), left, right, condition, Set.of(), type);
    this.buildLeft = buildLeft;
  }

  /** A join whose table holds the left rows; not for marks. */
  static PhysicalHashJoin createBuildingLeft(
      RelNode left, RelNode right, RexNode condition, JoinRelType type) {
    RelTraitSet traits = left.getCluster().traitSetOf(LightningConvention.INSTANCE);
    return new PhysicalHashJoin(traits, left, right, condition, type, true);
  }

  /** Whether the table holds the left rows; else the right ones. */
  public boolean buildsLeft() {
    return buildLeft;
  }

  static PhysicalHashJoin create(RelNode left, RelNode right, RexNode condition, JoinRelType type) {
    RelTraitSet traits = left.getCluster().traitSetOf(LightningConvention.INSTANCE);
    return new PhysicalHashJoin(traits, left, right, condition, type, false);
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
    return new PhysicalHashJoin(traitSet, left, right, conditionExpr, joinType, buildLeft);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).itemIf("build", "left", buildLeft);
  }
}
