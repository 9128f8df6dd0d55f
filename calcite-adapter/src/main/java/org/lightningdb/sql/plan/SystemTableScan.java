package org.lightningdb.sql.plan;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.bind.SystemCatalogTable;
import org.lightningdb.sql.bind.SystemTable;

/** Reads all rows of a system table. */
public final class SystemTableScan extends TableScan implements LightningConvention.LightningNode {
  SystemTableScan(RelOptCluster cluster, RelTraitSet traits, RelOptTable table) {
    super(cluster, traits, List.of(), table);
  }

  /** The scan of a system table that a scan is, or null. */
  public static @Nullable SystemTableScan of(TableScan scan) {
    return scan.getTable().unwrap(SystemCatalogTable.class) == null
        ? null
        : new SystemTableScan(
            scan.getCluster(),
            scan.getCluster().traitSetOf(LightningConvention.INSTANCE),
            scan.getTable());
  }

  public SystemTable systemTable() {
    SystemCatalogTable found = table.unwrap(SystemCatalogTable.class);
    if (found == null) {
      throw new IllegalStateException("not a system table: " + table.getQualifiedName());
    }
    return found.table();
  }

  @Override
  public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
    return new SystemTableScan(getCluster(), traitSet, table);
  }
}
