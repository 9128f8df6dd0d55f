package org.lightningdb.sql.plan;

import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.bind.SystemCatalogTable;

/** The rules of the search that say how rows of tables can be found. */
final class AccessRules {
  static final List<RelOptRule> ALL = List.of(new UseIndex(), systemScan());

  private AccessRules() {}

  /** Offers every sensible index; the cheapest plan decides. */
  private static final class UseIndex extends RelOptRule {
    @SuppressWarnings("deprecation")
    UseIndex() {
      super(operand(TableAccess.class, Convention.NONE, any()), "UseIndex");
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
      TableAccess access = call.rel(0);
      access.scans(false).forEach(call::transformTo);
    }
  }

  private static RelOptRule systemScan() {
    return ConverterRule.Config.INSTANCE
        .withConversion(
            LogicalTableScan.class,
            Convention.NONE,
            LightningConvention.INSTANCE,
            "SystemTableScan")
        .withRuleFactory(SystemScanRule::new)
        .toRule(SystemScanRule.class);
  }

  /** Scans of system tables are ours; other scans (of recursive queries) are not. */
  private static final class SystemScanRule extends ConverterRule {
    SystemScanRule(Config config) {
      super(config);
    }

    @Override
    public @Nullable RelNode convert(RelNode node) {
      return node.getTable() == null || node.getTable().unwrap(SystemCatalogTable.class) == null
          ? null
          : new SystemTableScan(
              node.getCluster(),
              node.getTraitSet().replace(LightningConvention.INSTANCE),
              node.getTable());
    }
  }
}
