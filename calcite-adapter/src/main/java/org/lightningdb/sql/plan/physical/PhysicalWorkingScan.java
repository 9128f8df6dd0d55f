package org.lightningdb.sql.plan.physical;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.lightningdb.sql.plan.LightningConvention;

/** Reads what the step before of a recursive query produced. */
public final class PhysicalWorkingScan extends TableScan
    implements LightningConvention.LightningNode {
  PhysicalWorkingScan(TableScan scan, RelTraitSet traits) {
    super(scan.getCluster(), traits, List.of(), scan.getTable());
  }

  @Override
  public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
    return new PhysicalWorkingScan(this, traitSet);
  }
}
