package org.lightningdb.sql.plan.physical;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.lightningdb.sql.plan.LightningConvention;

/** Computes columns. */
public final class PhysicalProject extends Project implements LightningConvention.LightningNode {
  private PhysicalProject(
      RelTraitSet traits, RelNode input, List<? extends RexNode> projects, RelDataType rowType) {
    super(input.getCluster(), traits, List.of(), input, projects, rowType, java.util.Set.of());
  }

  static PhysicalProject create(
      RelNode input, List<? extends RexNode> projects, RelDataType rowType) {
    RelTraitSet traits = input.getCluster().traitSetOf(LightningConvention.INSTANCE);
    return new PhysicalProject(traits, input, projects, rowType);
  }

  @Override
  public Project copy(
      RelTraitSet traitSet, RelNode input, List<RexNode> projects, RelDataType rowType) {
    return new PhysicalProject(traitSet, input, projects, rowType);
  }
}
