package org.lightningdb.sql.plan;

import java.util.List;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.TopDownGeneralDecorrelator;
import org.apache.calcite.tools.RelBuilder;

/**
 * Removes sub-queries from expressions and then their correlation.
 *
 * <p>Two ways. The general top-down one answers everything rightly, NULLs in NOT IN included, but
 * cannot flatten every nesting. Where it leaves a correlated mark join behind, which nothing can
 * execute, the older way is taken; what that leaves correlated runs row by row.
 */
final class Decorrelation {
  private static final HepProgram TO_MARK_JOINS =
      HepPhase.program(
          List.of(
              CoreRules.FILTER_SUB_QUERY_TO_MARK_CORRELATE,
              CoreRules.PROJECT_SUB_QUERY_TO_MARK_CORRELATE,
              CoreRules.JOIN_SUB_QUERY_TO_CORRELATE));
  private static final HepProgram TO_CORRELATES =
      HepPhase.program(
          List.of(
              CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
              CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
              CoreRules.JOIN_SUB_QUERY_TO_CORRELATE));

  private Decorrelation() {}

  static RelNode apply(RelNode node) {
    RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(node.getCluster(), null);
    RelNode marked = HepPhase.run(TO_MARK_JOINS, node);
    if (!contains(marked, false)) {
      return marked;
    }
    RelNode general = TopDownGeneralDecorrelator.decorrelateQuery(marked, builder);
    if (!contains(general, true)) {
      return general;
    }
    RelNode correlated = HepPhase.run(TO_CORRELATES, node);
    return RelDecorrelator.decorrelateQuery(correlated, builder);
  }

  private static boolean contains(RelNode node, boolean markOnly) {
    if (node instanceof Correlate correlate
        && (!markOnly || correlate.getJoinType() == JoinRelType.LEFT_MARK)) {
      return true;
    }
    return node.getInputs().stream().anyMatch(input -> contains(input, markOnly));
  }
}
