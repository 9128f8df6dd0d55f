package org.lightningdb.sql.plan.physical;

import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Spool;
import org.apache.calcite.rel.core.TableSpool;
import org.lightningdb.sql.plan.LightningConvention;

/** Marks the rows that a recursive query's next step will read. */
public final class PhysicalSpool extends TableSpool implements LightningConvention.LightningNode {
  PhysicalSpool(
      RelTraitSet traits, RelNode input, Type readType, Type writeType, RelOptTable table) {
    super(input.getCluster(), traits, input, readType, writeType, table);
  }

  @Override
  protected Spool copy(RelTraitSet traitSet, RelNode input, Type readType, Type writeType) {
    return new PhysicalSpool(traitSet, input, readType, writeType, table);
  }
}
