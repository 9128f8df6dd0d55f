package org.lightningdb.sql.plan.physical;

import java.util.List;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RepeatUnion;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.plan.LightningConvention;

/** A recursive query: its seed, then its step over the rows that came last until none come. */
public final class PhysicalRepeatUnion extends RepeatUnion
    implements LightningConvention.LightningNode {
  PhysicalRepeatUnion(
      RelTraitSet traits,
      RelNode seed,
      RelNode iterative,
      boolean all,
      int iterationLimit,
      @Nullable RelOptTable transientTable) {
    super(seed.getCluster(), traits, seed, iterative, all, iterationLimit, transientTable);
  }

  @Override
  public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
    return new PhysicalRepeatUnion(
        traitSet, inputs.get(0), inputs.get(1), all, iterationLimit, transientTable);
  }
}
