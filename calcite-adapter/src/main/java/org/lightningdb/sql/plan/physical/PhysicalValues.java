package org.lightningdb.sql.plan.physical;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.lightningdb.sql.plan.LightningConvention;

/** Rows of literals. */
public final class PhysicalValues extends Values implements LightningConvention.LightningNode {
  private PhysicalValues(
      RelOptCluster cluster,
      RelDataType rowType,
      ImmutableList<ImmutableList<RexLiteral>> tuples,
      RelTraitSet traits) {
    super(cluster, rowType, tuples, traits);
  }

  static PhysicalValues create(Values values) {
    RelTraitSet traits = values.getCluster().traitSetOf(LightningConvention.INSTANCE);
    return new PhysicalValues(values.getCluster(), values.getRowType(), values.getTuples(), traits);
  }

  @Override
  public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
    return new PhysicalValues(getCluster(), getRowType(), getTuples(), traitSet);
  }
}
