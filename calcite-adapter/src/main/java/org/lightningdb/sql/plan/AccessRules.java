package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.bind.SystemCatalogTable;

/** The rules of the search that say how rows of tables can be found. */
final class AccessRules {
  static final List<RelOptRule> ALL =
      List.of(new UseIndex(), LookupJoinRule.LEFT, LookupJoinRule.RIGHT, systemScan());

  private AccessRules() {}

  /** Offers every sensible index, forward and backward; the cheapest plan decides. */
  private static final class UseIndex extends RelOptRule {
    @SuppressWarnings("deprecation")
    UseIndex() {
      super(operand(TableAccess.class, Convention.NONE, any()), "UseIndex");
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
      TableAccess access = call.rel(0);
      TableDescriptor table = access.catalogTable().descriptor();
      List<IndexDescriptor> indexes = new ArrayList<>();
      indexes.add(table.primary());
      indexes.addAll(table.indexes());
      boolean ordered = !access.wish().order().getFieldCollations().isEmpty();
      for (IndexDescriptor index : indexes) {
        AccessPath path = AccessPath.of(access, index);
        if (index.primary() || path.isBounded() || path.covering() || ordered) {
          call.transformTo(IndexScan.of(access, path, false));
          if (ordered && !index.columns().isEmpty()) {
            call.transformTo(IndexScan.of(access, path, true));
          }
        }
      }
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
