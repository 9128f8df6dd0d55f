package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.sql2rel.TopDownGeneralDecorrelator;
import org.apache.calcite.tools.RelBuilder;

/**
 * Removes sub-queries from expressions and then their correlation.
 *
 * <p>Calcite's general top-down decorrelation answers everything rightly, NULLs in NOT IN included,
 * but cannot flatten every nesting. Where it fails, or leaves a correlated mark join behind, which
 * nothing can execute, sub-queries run row by row. (Calcite's older decorrelation, which was tried
 * in this place, loses conditions and rows.)
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
   * @param rowByRow whether to leave the correlation
   */
  static RelNode apply(RelNode node, boolean rowByRow) {
    if (rowByRow) {
      return rowByRow(node);
    }
    RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(node.getCluster(), null);
    RelNode marked = new OwnVariables().apply(TO_MARK_JOINS.run(node));
    if (!contains(marked, false)) {
      return marked;
    }
    if (EmptyGroups.amongOthers(marked)) {
      return rowByRow(node);
    }
    RelNode general = general(new EmptyGroups(builder).count(marked), builder);
    return contains(general, true) ? rowByRow(node) : general;
  }

  private static RelNode rowByRow(RelNode node) {
    return new OwnVariables().apply(TO_CORRELATES.run(RowInRewriting.apply(node)));
  }

  /**
   * Decorrelates each correlate that is in no other one, with what is above it as far as that has
   * one input: Calcite stumbles over correlates side by side.
   */
  private static RelNode general(RelNode node, RelBuilder builder) {
    if (!contains(node, false)) {
      return node;
    }
    RelNode fork = node;
    while (fork.getInputs().size() == 1) {
      fork = fork.getInput(0);
    }
    RelNode above = replace(node, fork, parts(fork, builder));
    return fork instanceof Correlate
        ? TopDownGeneralDecorrelator.decorrelateQuery(above, builder)
        : above;
  }

  /** The inputs done; the right side of a correlate stays. */
  private static RelNode parts(RelNode fork, RelBuilder builder) {
    List<RelNode> inputs = new ArrayList<>(fork.getInputs());
    int count = fork instanceof Correlate ? 1 : inputs.size();
    for (int i = 0; i < count; i++) {
      inputs.set(i, general(inputs.get(i), builder));
    }
    return fork.copy(fork.getTraitSet(), inputs);
  }

  /** The nodes of one input above the fork, above something else. */
  private static RelNode replace(RelNode node, RelNode fork, RelNode other) {
    return node == fork
        ? other
        : node.copy(node.getTraitSet(), List.of(replace(node.getInput(0), fork, other)));
  }

  private static boolean contains(RelNode node, boolean markOnly) {
    if (node instanceof Correlate correlate
        && (!markOnly || correlate.getJoinType() == JoinRelType.LEFT_MARK)) {
      return true;
    }
    return node.getInputs().stream().anyMatch(input -> contains(input, markOnly));
  }
}
