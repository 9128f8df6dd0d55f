package org.lightningdb.sql.plan.physical;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.SetOp;
import org.lightningdb.sql.plan.LightningConvention;

/** The rows that all inputs have, once each or, with ALL, as often as all have them. */
public final class PhysicalIntersect extends Intersect
    implements LightningConvention.LightningNode {
  PhysicalIntersect(RelOptCluster cluster, RelTraitSet traits, List<RelNode> inputs, boolean all) {
    super(cluster, traits, List.of(), inputs, all);
  }

  @Override
  public SetOp copy(RelTraitSet traitSet, List<RelNode> inputs, boolean all) {
    return new PhysicalIntersect(getCluster(), traitSet, inputs, all);
  }
}
