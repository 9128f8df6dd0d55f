package org.lightningdb.sql.plan.physical;

import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.util.ImmutableBitSet;
import org.lightningdb.sql.plan.LightningConvention;

/** Executes the right side once for every row of the left. */
public final class PhysicalCorrelate extends Correlate
    implements LightningConvention.LightningNode {
  private PhysicalCorrelate(
      RelTraitSet traits,
      RelNode left,
      RelNode right,
      CorrelationId variable,
      ImmutableBitSet required,
      JoinRelType type) {
    super(left.getCluster(), traits, java.util.List.of(), left, right, variable, required, type);
  }

  static PhysicalCorrelate create(
      RelNode left,
      RelNode right,
      CorrelationId variable,
      ImmutableBitSet required,
      JoinRelType type) {
    RelTraitSet traits = left.getCluster().traitSetOf(LightningConvention.INSTANCE);
    return new PhysicalCorrelate(traits, left, right, variable, required, type);
  }

  @Override
  public Correlate copy(
      RelTraitSet traitSet,
      RelNode left,
      RelNode right,
      CorrelationId correlationId,
      ImmutableBitSet requiredColumns,
      JoinRelType joinType) {
    return new PhysicalCorrelate(traitSet, left, right, correlationId, requiredColumns, joinType);
  }
}
