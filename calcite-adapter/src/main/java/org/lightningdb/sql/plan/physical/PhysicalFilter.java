package org.lightningdb.sql.plan.physical;

import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexNode;
import org.lightningdb.sql.plan.LightningConvention;

/** Keeps the rows for which a condition is true. */
public final class PhysicalFilter extends Filter implements LightningConvention.LightningNode {
  private PhysicalFilter(RelTraitSet traits, RelNode input, RexNode condition) {
    super(input.getCluster(), traits, input, condition);
  }

  static PhysicalFilter create(RelNode input, RexNode condition) {
    RelTraitSet traits = input.getCluster().traitSetOf(LightningConvention.INSTANCE);
    return new PhysicalFilter(traits, input, condition);
  }

  @Override
  public Filter copy(RelTraitSet traitSet, RelNode input, RexNode condition) {
    return new PhysicalFilter(traitSet, input, condition);
  }
}
