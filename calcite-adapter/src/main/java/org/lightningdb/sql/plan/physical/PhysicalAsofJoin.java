package org.lightningdb.sql.plan.physical;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;
import org.lightningdb.sql.plan.LightningConvention;
import org.lightningdb.sql.plan.NearestJoin;

/** An ASOF join: the right side is kept, sorted within each key; the left rows look theirs up. */
public final class PhysicalAsofJoin extends BiRel implements LightningConvention.LightningNode {
  private final NearestJoin join;

  PhysicalAsofJoin(RelTraitSet traits, NearestJoin join, RelNode left, RelNode right) {
    super(left.getCluster(), traits, left, right);
    this.join = join;
  }

  /** What is to be joined; its inputs are not those to read. */
  public NearestJoin join() {
    return join;
  }

  @Override
  protected RelDataType deriveRowType() {
    return join.getRowType();
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("condition", join.condition())
        .item("match", join.matchCondition())
        .item("joinType", join.keepsLeft() ? "left" : "inner");
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new PhysicalAsofJoin(traits, join, inputs.get(0), inputs.get(1));
  }
}
