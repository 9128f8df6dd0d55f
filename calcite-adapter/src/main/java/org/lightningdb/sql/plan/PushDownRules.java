package org.lightningdb.sql.plan;

import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.rules.AggregateExpandDistinctAggregatesRule;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.PruneEmptyRules;

/** The rules that move and simplify. A short list on purpose: each rule is a risk. */
final class PushDownRules {
  /**
   * DISTINCT in aggregates as groups of groups. Not of grouping sets, where the rule makes a sum of
   * another type; the executor knows DISTINCT by itself.
   */
  private static final RelOptRule EXPAND_DISTINCT =
      AggregateExpandDistinctAggregatesRule.Config.DEFAULT
          .withOperandSupplier(
              pattern ->
                  pattern.operand(Aggregate.class).predicate(Aggregate::isSimple).anyInputs())
          .toRule();

  static final RuleProgram PROGRAM =
      RuleProgram.of(
              CoreRules.FILTER_INTO_JOIN,
              CoreRules.JOIN_CONDITION_PUSH,
              CoreRules.JOIN_PUSH_EXPRESSIONS,
              CoreRules.FILTER_PROJECT_TRANSPOSE,
              CoreRules.FILTER_AGGREGATE_TRANSPOSE,
              CoreRules.FILTER_SET_OP_TRANSPOSE,
              CoreRules.FILTER_MERGE,
              CoreRules.FILTER_REDUCE_EXPRESSIONS,
              CoreRules.PROJECT_MERGE,
              CoreRules.PROJECT_REMOVE,
              CoreRules.AGGREGATE_REMOVE,
              CoreRules.UNION_MERGE,
              CoreRules.SORT_REMOVE_CONSTANT_KEYS,
              CoreRules.SORT_PROJECT_TRANSPOSE,
              CoreRules.PROJECT_TO_LOGICAL_PROJECT_AND_WINDOW,
              EXPAND_DISTINCT,
              CoreRules.AGGREGATE_REDUCE_FUNCTIONS,
              PruneEmptyRules.FILTER_INSTANCE,
              PruneEmptyRules.PROJECT_INSTANCE,
              PruneEmptyRules.JOIN_LEFT_INSTANCE,
              PruneEmptyRules.JOIN_RIGHT_INSTANCE,
              PruneEmptyRules.SORT_INSTANCE,
              PruneEmptyRules.UNION_INSTANCE)
          .with(WindowFilters::push);

  /** What the executor cannot do without, and filters to the scans. */
  static final RuleProgram CAUTIOUS =
      RuleProgram.of(
          CoreRules.FILTER_INTO_JOIN,
          CoreRules.FILTER_PROJECT_TRANSPOSE,
          CoreRules.FILTER_MERGE,
          CoreRules.PROJECT_MERGE,
          CoreRules.PROJECT_TO_LOGICAL_PROJECT_AND_WINDOW,
          EXPAND_DISTINCT,
          CoreRules.AGGREGATE_REDUCE_FUNCTIONS);

  /** Cleans up the projections that a new join order leaves behind. */
  static final RuleProgram AFTER_JOIN_ORDER =
      RuleProgram.of(CoreRules.PROJECT_MERGE, CoreRules.PROJECT_REMOVE);

  private PushDownRules() {}
}
