package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Orders groups of inner joins.
 *
 * <p>A maximal tree of inner joins becomes a graph: its inputs are the relations, its conjuncts the
 * edges. {@link JoinGraph} finds the cheapest tree; here it is built, each conjunct at the lowest
 * join that has its columns, the smaller side to the right, where the executor builds its hash
 * table. A projection restores the original order of columns. Outer, semi- and anti-joins are
 * inputs like any other: they stay where they are, with their own inputs ordered.
 */
final class JoinOrder {
  private final List<RelNode> relations = new ArrayList<>();
  private final List<RexNode> conjuncts = new ArrayList<>();
  private final List<Integer> offsets = new ArrayList<>();
  private int fieldCount;

  private JoinOrder() {}

  static RelNode apply(RelNode node) {
    if (isInner(node)) {
      JoinOrder order = new JoinOrder();
      order.collect(node);
      return order.build(node);
    }
    List<RelNode> inputs = new ArrayList<>();
    node.getInputs().forEach(input -> inputs.add(apply(input)));
    return inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
  }

  private static boolean isInner(RelNode node) {
    return node instanceof LogicalJoin join
        && join.getJoinType() == JoinRelType.INNER
        && join.getVariablesSet().isEmpty();
  }

  /** Collects relations and conjuncts, the latter over the concatenation of all relations. */
  private void collect(RelNode node) {
    int offset = fieldCount;
    if (isInner(node)) {
      LogicalJoin join = (LogicalJoin) node;
      collect(join.getLeft());
      collect(join.getRight());
      for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
        conjuncts.add(RexUtil.shift(conjunct, offset));
      }
    } else if (node instanceof LogicalFilter filter
        && isInner(filter.getInput())
        && filter.getVariablesSet().isEmpty()) {
      collect(filter.getInput());
      for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
        conjuncts.add(RexUtil.shift(conjunct, offset));
      }
    } else {
      relations.add(apply(node));
      offsets.add(offset);
      fieldCount += node.getRowType().getFieldCount();
    }
  }

  private RelNode build(RelNode original) {
    JoinGraph graph = new JoinGraph(relations, offsets, conjuncts);
    List<Integer> fields = new ArrayList<>();
    List<RexNode> pending = new ArrayList<>(conjuncts);
    RelNode ordered = build(graph.best(), fields, pending);
    RexBuilder builder = original.getCluster().getRexBuilder();
    List<RexNode> projects = new ArrayList<>();
    for (int field = 0; field < fieldCount; field++) {
      projects.add(builder.makeInputRef(ordered, fields.indexOf(field)));
    }
    return LogicalProject.create(ordered, List.of(), projects, original.getRowType(), Set.of());
  }

  /**
   * Builds a tree.
   *
   * @param fields receives the original numbers of the fields, in the order of the result
   * @param pending the conjuncts not placed yet; those placed are removed
   */
  private RelNode build(JoinGraph.Tree tree, List<Integer> fields, List<RexNode> pending) {
    if (tree.isLeaf()) {
      int relation = tree.relation();
      RelNode node = relations.get(relation);
      for (int i = 0; i < node.getRowType().getFieldCount(); i++) {
        fields.add(offsets.get(relation) + i);
      }
      return filtered(node, fields, pending);
    }
    RelNode left = build(tree.left(), fields, pending);
    List<Integer> rightFields = new ArrayList<>();
    RelNode right = build(tree.right(), rightFields, pending);
    fields.addAll(rightFields);
    RexNode condition =
        RexUtil.composeConjunction(left.getCluster().getRexBuilder(), take(fields, pending));
    return LogicalJoin.create(left, right, List.of(), condition, Set.of(), JoinRelType.INNER);
  }

  private RelNode filtered(RelNode node, List<Integer> fields, List<RexNode> pending) {
    List<RexNode> own = take(fields, pending);
    return own.isEmpty()
        ? node
        : LogicalFilter.create(
            node, RexUtil.composeConjunction(node.getCluster().getRexBuilder(), own));
  }

  /** Removes the conjuncts that these fields suffice for, and returns them over these fields. */
  private List<RexNode> take(List<Integer> fields, List<RexNode> pending) {
    ImmutableBitSet available = ImmutableBitSet.of(fields);
    RexShuttle renumbering =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            return new RexInputRef(fields.indexOf(reference.getIndex()), reference.getType());
          }
        };
    List<RexNode> taken = new ArrayList<>();
    for (RexNode conjunct : List.copyOf(pending)) {
      if (available.contains(RelOptUtil.InputFinder.bits(conjunct))) {
        pending.remove(conjunct);
        taken.add(conjunct.accept(renumbering));
      }
    }
    return taken;
  }
}
