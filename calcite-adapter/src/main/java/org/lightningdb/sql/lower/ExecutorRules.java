package org.lightningdb.sql.lower;

import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.rules.CoreRules;
import org.lightningdb.sql.plan.LightningConvention;

/**
 * How nodes above scans are executed: by Calcite's generated code. The list leaves out what is not
 * needed (merge joins, streams) or not ours (table modification).
 */
final class ExecutorRules {
  static final List<RelOptRule> ALL =
      List.of(
          ExecutorJoinRule.INSTANCE,
          EnumerableRules.ENUMERABLE_CORRELATE_RULE,
          EnumerableRules.ENUMERABLE_CONDITIONAL_CORRELATE_RULE,
          EnumerableRules.ENUMERABLE_PROJECT_RULE,
          EnumerableRules.ENUMERABLE_FILTER_RULE,
          EnumerableRules.ENUMERABLE_AGGREGATE_RULE,
          EnumerableRules.ENUMERABLE_SORT_RULE,
          EnumerableRules.ENUMERABLE_LIMIT_RULE,
          EnumerableRules.ENUMERABLE_UNION_RULE,
          EnumerableRules.ENUMERABLE_INTERSECT_RULE,
          EnumerableRules.ENUMERABLE_MINUS_RULE,
          EnumerableRules.ENUMERABLE_REPEAT_UNION_RULE,
          EnumerableRules.ENUMERABLE_TABLE_SPOOL_RULE,
          WorkingTableScan.RULE,
          EnumerableRules.ENUMERABLE_VALUES_RULE,
          EnumerableRules.ENUMERABLE_WINDOW_RULE,
          EnumerableRules.ENUMERABLE_COLLECT_RULE,
          EnumerableRules.ENUMERABLE_UNCOLLECT_RULE,
          EnumerableRules.ENUMERABLE_TABLE_FUNCTION_SCAN_RULE,
          CoreRules.SORT_REMOVE,
          toEnumerable());

  private ExecutorRules() {}

  private static RelOptRule toEnumerable() {
    return ConverterRule.Config.INSTANCE
        .withConversion(
            RelNode.class,
            LightningConvention.INSTANCE,
            EnumerableConvention.INSTANCE,
            "LightningToEnumerable")
        .withRuleFactory(ToEnumerableRule::new)
        .toRule(ToEnumerableRule.class);
  }

  /** Puts the converter above a node of ours. */
  private static final class ToEnumerableRule extends ConverterRule {
    ToEnumerableRule(Config config) {
      super(config);
    }

    @Override
    public RelNode convert(RelNode node) {
      return new LightningToEnumerable(node);
    }
  }
}
