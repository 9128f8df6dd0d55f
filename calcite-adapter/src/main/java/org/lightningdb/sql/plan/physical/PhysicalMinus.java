package org.lightningdb.sql.plan.physical;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.SetOp;
import org.lightningdb.sql.plan.LightningConvention;

/** The rows of the first input that the others do not have; with ALL each takes away one. */
public final class PhysicalMinus extends Minus implements LightningConvention.LightningNode {
  PhysicalMinus(RelOptCluster cluster, RelTraitSet traits, List<RelNode> inputs, boolean all) {
    super(cluster, traits, List.of(), inputs, all);
  }

  @Override
  public SetOp copy(RelTraitSet traitSet, List<RelNode> inputs, boolean all) {
    return new PhysicalMinus(getCluster(), traitSet, inputs, all);
  }
}
