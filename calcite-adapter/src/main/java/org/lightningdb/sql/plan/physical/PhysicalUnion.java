package org.lightningdb.sql.plan.physical;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Union;
import org.lightningdb.sql.plan.LightningConvention;

/** The rows of all inputs, once each unless ALL. */
public final class PhysicalUnion extends Union implements LightningConvention.LightningNode {
  PhysicalUnion(RelOptCluster cluster, RelTraitSet traits, List<RelNode> inputs, boolean all) {
    super(cluster, traits, List.of(), inputs, all);
  }

  @Override
  public SetOp copy(RelTraitSet traitSet, List<RelNode> inputs, boolean all) {
    return new PhysicalUnion(getCluster(), traitSet, inputs, all);
  }
}
