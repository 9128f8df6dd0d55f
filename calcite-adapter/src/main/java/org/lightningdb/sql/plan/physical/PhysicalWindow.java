package org.lightningdb.sql.plan.physical;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.lightningdb.sql.plan.LightningConvention;

/** Adds columns of window functions, group after group of those that share a window. */
public final class PhysicalWindow extends Window implements LightningConvention.LightningNode {
  PhysicalWindow(
      RelTraitSet traits,
      RelNode input,
      List<RexLiteral> constants,
      RelDataType rowType,
      List<Window.Group> groups) {
    super(input.getCluster(), traits, input, constants, rowType, groups);
  }

  @Override
  public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
    return new PhysicalWindow(traitSet, inputs.get(0), constants, getRowType(), groups);
  }

  @Override
  public Window copy(List<RexLiteral> newConstants) {
    return new PhysicalWindow(getTraitSet(), getInput(), newConstants, getRowType(), groups);
  }
}
