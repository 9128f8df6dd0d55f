package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on columns that all windows are partitioned by move below them: they keep or drop
 * whole partitions.
 */
final class WindowFilters {
  private WindowFilters() {}

  /** The node with what can be moved moved; null if that is nothing. */
  static @Nullable RelNode push(RelNode node) {
    if (!(node instanceof LogicalFilter filter)
        || !(filter.getInput() instanceof Window window)
        || !filter.getVariablesSet().isEmpty()) {
      return null;
    }
    ImmutableBitSet keys =
        window.groups.stream()
            .map(group -> group.keys)
            .reduce(ImmutableBitSet::intersect)
            .orElse(ImmutableBitSet.of());
    List<RexNode> moved = new ArrayList<>();
    List<RexNode> rest = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      boolean movable =
          keys.contains(RelOptUtil.InputFinder.bits(conjunct)) && RexUtil.isDeterministic(conjunct);
      (movable ? moved : rest).add(conjunct);
    }
    if (moved.isEmpty()) {
      return null;
    }
    RexBuilder builder = filter.getCluster().getRexBuilder();
    RelNode below =
        LogicalFilter.create(window.getInput(), RexUtil.composeConjunction(builder, moved));
    RelNode above = window.copy(window.getTraitSet(), List.of(below));
    return rest.isEmpty()
        ? above
        : LogicalFilter.create(above, RexUtil.composeConjunction(builder, rest));
  }
}
