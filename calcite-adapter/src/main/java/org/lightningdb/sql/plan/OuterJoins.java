package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Outer joins become inner ones where their added rows cannot survive: a filter or an inner, semi-
 * or outer join above, at any distance, wants a column that is NULL in them.
 */
final class OuterJoins {
  private OuterJoins() {}

  static RelNode simplify(RelNode node) {
    return simplify(node, ImmutableBitSet.of());
  }

  /**
   * Simplifies a tree.
   *
   * @param wanted columns of the node: rows in which one of them is NULL do not matter
   */
  private static RelNode simplify(RelNode node, ImmutableBitSet wanted) {
    if (node instanceof LogicalJoin join && join.getVariablesSet().isEmpty()) {
      return join(join, wanted);
    }
    ImmutableBitSet below = wantedBelow(node, wanted);
    return Inputs.rewritten(node, input -> simplify(input, below));
  }

  /** The columns below whose NULLs nobody keeps. */
  private static ImmutableBitSet wantedBelow(RelNode node, ImmutableBitSet wanted) {
    if (node instanceof Filter filter) {
      return wanted.union(rejected(filter.getCondition(), fields(filter)));
    }
    if (node instanceof Project project && !project.containsOver()) {
      return throughProject(project, wanted);
    }
    if (node instanceof Aggregate aggregate && aggregate.getGroupSets().size() == 1) {
      return throughAggregate(aggregate, wanted);
    }
    return ImmutableBitSet.of();
  }

  private static ImmutableBitSet throughProject(Project project, ImmutableBitSet wanted) {
    ImmutableBitSet.Builder below = ImmutableBitSet.builder();
    for (int column : wanted) {
      if (project.getProjects().get(column) instanceof RexInputRef reference) {
        below.set(reference.getIndex());
      }
    }
    return below.build();
  }

  private static ImmutableBitSet throughAggregate(Aggregate aggregate, ImmutableBitSet wanted) {
    ImmutableBitSet.Builder below = ImmutableBitSet.builder();
    for (int column : wanted) {
      if (column < aggregate.getGroupCount()) {
        below.set(aggregate.getGroupSet().nth(column));
      }
    }
    return below.build();
  }

  private static int fields(RelNode node) {
    return node.getRowType().getFieldCount();
  }

  /** The columns that must not be NULL for a condition to be true. */
  private static ImmutableBitSet rejected(RexNode condition, int fields) {
    ImmutableBitSet.Builder columns = ImmutableBitSet.builder();
    for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
      for (int column : RelOptUtil.InputFinder.bits(conjunct)) {
        if (column < fields && Strong.isNotTrue(conjunct, ImmutableBitSet.of(column))) {
          columns.set(column);
        }
      }
    }
    return columns.build();
  }

  private static RelNode join(LogicalJoin join, ImmutableBitSet wanted) {
    int leftFields = fields(join.getLeft());
    int allFields = leftFields + fields(join.getRight());
    ImmutableBitSet lefts = ImmutableBitSet.range(leftFields);
    ImmutableBitSet rights = ImmutableBitSet.range(leftFields, allFields);
    JoinRelType type = join.getJoinType();
    if (type.generatesNullsOnRight() && wanted.intersects(rights)) {
      type = type.cancelNullsOnRight();
    }
    if (type.generatesNullsOnLeft() && wanted.intersects(lefts)) {
      type = type.cancelNullsOnLeft();
    }
    ImmutableBitSet matched = rejected(join.getCondition(), allFields);
    boolean unmatchedLeft = type.generatesNullsOnRight() || !keepsOnlyMatched(type);
    boolean unmatchedRight = type.generatesNullsOnLeft();
    ImmutableBitSet above = type.projectsRight() ? wanted : wanted.intersect(lefts);
    ImmutableBitSet ofLeft =
        (unmatchedLeft ? ImmutableBitSet.of() : matched)
            .union(type.generatesNullsOnLeft() ? ImmutableBitSet.of() : above)
            .intersect(lefts);
    ImmutableBitSet ofRight =
        (unmatchedRight ? ImmutableBitSet.of() : matched)
            .union(type.generatesNullsOnRight() ? ImmutableBitSet.of() : above)
            .intersect(rights);
    if (type == JoinRelType.LEFT_MARK) {
      ofLeft = wanted.intersect(lefts);
      ofRight = ImmutableBitSet.of();
    }
    RelNode left = simplify(join.getLeft(), ofLeft);
    RelNode right = simplify(join.getRight(), ofRight.shift(-leftFields));
    if (type == join.getJoinType()
        && left.equals(join.getLeft())
        && right.equals(join.getRight())) {
      return join;
    }
    RelNode simplified =
        join.copy(join.getTraitSet(), join.getCondition(), left, right, type, false);
    return sameTypes(simplified, join);
  }

  /** Whether left rows without a partner are dropped. */
  private static boolean keepsOnlyMatched(JoinRelType type) {
    return type == JoinRelType.INNER || type == JoinRelType.SEMI || type == JoinRelType.RIGHT;
  }

  /** Columns that may not be NULL any more are still declared as they were. */
  private static RelNode sameTypes(RelNode node, RelNode original) {
    if (node.getRowType().equals(original.getRowType())) {
      return node;
    }
    RexBuilder builder = node.getCluster().getRexBuilder();
    List<RexNode> columns = new ArrayList<>();
    for (int i = 0; i < fields(node); i++) {
      columns.add(
          builder.ensureType(
              original.getRowType().getFieldList().get(i).getType(),
              builder.makeInputRef(node, i),
              false));
    }
    return LogicalProject.create(node, List.of(), columns, original.getRowType(), Set.of());
  }
}
