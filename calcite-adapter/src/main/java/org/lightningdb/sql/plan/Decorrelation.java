package org.lightningdb.sql.plan;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.TopDownGeneralDecorrelator;
import org.apache.calcite.tools.RelBuilder;
import org.lightningdb.index.error.DbException;

/**
 * Removes sub-queries from expressions and then their correlation.
 *
 * <p>Two ways. The general top-down one answers everything rightly, NULLs in NOT IN included, but
 * cannot flatten every nesting. Where it leaves a correlated mark join behind, which nothing can
 * execute, the older way is taken; what that leaves correlated runs row by row.
 */
final class Decorrelation {
  private static final RuleProgram TO_MARK_JOINS =
      RuleProgram.of(
          CoreRules.FILTER_SUB_QUERY_TO_MARK_CORRELATE,
          CoreRules.PROJECT_SUB_QUERY_TO_MARK_CORRELATE,
          CoreRules.JOIN_SUB_QUERY_TO_CORRELATE);
  private static final RuleProgram TO_CORRELATES =
      RuleProgram.of(
          CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
          CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
          CoreRules.JOIN_SUB_QUERY_TO_CORRELATE);

  private Decorrelation() {}

  /**
   * Removes them.
   *
   * @param oldWay whether to take the older way at once
   */
  static RelNode apply(RelNode node, boolean oldWay) {
    RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(node.getCluster(), null);
    if (oldWay) {
      new NullableRowIn().check(node);
      return RelDecorrelator.decorrelateQuery(TO_CORRELATES.run(node), builder);
    }
    RelNode marked = TO_MARK_JOINS.run(node);
    if (!contains(marked, false)) {
      return marked;
    }
    RelNode general = TopDownGeneralDecorrelator.decorrelateQuery(marked, builder);
    if (!contains(general, true)) {
      return general;
    }
    return apply(node, true);
  }

  private static boolean contains(RelNode node, boolean markOnly) {
    if (node instanceof Correlate correlate
        && (!markOnly || correlate.getJoinType() == JoinRelType.LEFT_MARK)) {
      return true;
    }
    return node.getInputs().stream().anyMatch(input -> contains(input, markOnly));
  }

  /** The older way loses rows where a row of nullable values is tested with IN: better refuse. */
  private static final class NullableRowIn extends RexShuttle {
    void check(RelNode node) {
      node.accept(this);
      node.getInputs().forEach(this::check);
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery query) {
      boolean nullable =
          query.getOperands().stream().anyMatch(operand -> operand.getType().isNullable())
              || query.rel.getRowType().getFieldList().stream()
                  .anyMatch(field -> field.getType().isNullable());
      if (query.getOperands().size() > 1 && nullable) {
        throw DbException.notSupported("IN with a row of nullable columns in this place");
      }
      check(query.rel);
      return query;
    }
  }
}
