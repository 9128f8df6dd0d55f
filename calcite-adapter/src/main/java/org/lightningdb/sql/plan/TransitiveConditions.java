package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * What an input's column is compared with holds for the column that a join wants equal to it:
 * {@code a.x = b.y} and {@code a.x < 5} give {@code b.y < 5}.
 *
 * <p>Only comparisons of a column with what does not depend on the row, and only between columns of
 * the same type, of which CHAR is none: its values are equal when they differ in blanks. Of the
 * side of an outer or anti-join whose rows all stay nothing is concluded from the other.
 */
final class TransitiveConditions {
  private static final Set<SqlKind> COMPARISONS =
      Set.of(
          SqlKind.EQUALS,
          SqlKind.LESS_THAN,
          SqlKind.LESS_THAN_OR_EQUAL,
          SqlKind.GREATER_THAN,
          SqlKind.GREATER_THAN_OR_EQUAL,
          SqlKind.SEARCH);

  /** More conditions on one column are not worth the time. */
  private static final int CONDITIONS_MAX = 4;

  private TransitiveConditions() {}

  static RelNode infer(RelNode node) {
    RelNode current = Inputs.rewritten(node, TransitiveConditions::infer);
    return current instanceof LogicalJoin join && join.getVariablesSet().isEmpty()
        ? join(join)
        : current;
  }

  private static RelNode join(LogicalJoin join) {
    boolean toRight =
        switch (join.getJoinType()) {
          case INNER, LEFT, SEMI, ANTI -> true;
          default -> false;
        };
    boolean toLeft =
        switch (join.getJoinType()) {
          case INNER, RIGHT, SEMI -> true;
          default -> false;
        };
    int leftFields = join.getLeft().getRowType().getFieldCount();
    List<RexNode> forLeft = new ArrayList<>();
    List<RexNode> forRight = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
      if (!JoinCluster.isColumnEquality(conjunct)) {
        continue;
      }
      int one = index(conjunct, 0);
      int other = index(conjunct, 1);
      int left = Math.min(one, other);
      int right = Math.max(one, other) - leftFields;
      if (left >= leftFields || right < 0 || !areAlike(join, left, right)) {
        continue;
      }
      if (toRight) {
        forRight.addAll(missing(join.getLeft(), left, join.getRight(), right));
      }
      if (toLeft) {
        forLeft.addAll(missing(join.getRight(), right, join.getLeft(), left));
      }
    }
    if (forLeft.isEmpty() && forRight.isEmpty()) {
      return join;
    }
    return join.copy(
        join.getTraitSet(),
        List.of(filtered(join.getLeft(), forLeft), filtered(join.getRight(), forRight)));
  }

  private static int index(RexNode equality, int operand) {
    return ((RexInputRef) ((RexCall) equality).getOperands().get(operand)).getIndex();
  }

  private static boolean areAlike(Join join, int left, int right) {
    RelDataType one = type(join.getLeft(), left);
    RelDataType other = type(join.getRight(), right);
    if (one.getSqlTypeName() == SqlTypeName.VARCHAR) {
      return other.getSqlTypeName() == SqlTypeName.VARCHAR;
    }
    return one.getSqlTypeName() != SqlTypeName.CHAR
        && SqlTypeUtil.equalSansNullability(join.getCluster().getTypeFactory(), one, other);
  }

  private static RelDataType type(RelNode node, int column) {
    return node.getRowType().getFieldList().get(column).getType();
  }

  private static RelNode filtered(RelNode node, List<RexNode> conditions) {
    return conditions.isEmpty()
        ? node
        : LogicalFilter.create(
            node,
            RexUtil.composeConjunction(
                node.getCluster().getRexBuilder(), new LinkedHashSet<>(conditions)));
  }

  /** The conditions on a column of one input, for a column of another that has not got them. */
  private static List<RexNode> missing(RelNode from, int fromColumn, RelNode to, int toColumn) {
    List<RexNode> known = conditions(to, toColumn);
    List<RexNode> missing = new ArrayList<>();
    if (known.size() < CONDITIONS_MAX) {
      for (RexNode condition : conditions(from, fromColumn)) {
        RexNode moved = moved(condition, to, toColumn);
        if (!known.contains(moved)) {
          missing.add(moved);
        }
      }
    }
    return missing;
  }

  private static RexNode moved(RexNode condition, RelNode to, int toColumn) {
    RexBuilder builder = to.getCluster().getRexBuilder();
    RexCall call = (RexCall) condition;
    List<RexNode> operands = new ArrayList<>();
    for (RexNode operand : call.getOperands()) {
      operands.add(operand instanceof RexInputRef ? builder.makeInputRef(to, toColumn) : operand);
    }
    return builder.makeCall(call.getOperator(), operands);
  }

  /** The comparisons that hold for a column in all rows of a node, over its row. */
  private static List<RexNode> conditions(RelNode node, int column) {
    if (node instanceof Filter filter) {
      List<RexNode> found = new ArrayList<>(conditions(filter.getInput(), column));
      for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
        if (isComparison(conjunct, column)) {
          found.add(conjunct);
        }
      }
      return found;
    }
    if (node instanceof Project project) {
      return project.getProjects().get(column) instanceof RexInputRef reference
          ? renumbered(conditions(project.getInput(), reference.getIndex()), column)
          : List.of();
    }
    if (node instanceof Aggregate aggregate) {
      return aggregate.getGroupSets().size() == 1 && column < aggregate.getGroupCount()
          ? renumbered(
              conditions(aggregate.getInput(), aggregate.getGroupSet().nth(column)), column)
          : List.of();
    }
    if (node instanceof Join join) {
      return inJoin(join, column);
    }
    boolean passedOn =
        (node instanceof Sort || node instanceof Window)
            && column < node.getInput(0).getRowType().getFieldCount();
    return passedOn ? conditions(node.getInput(0), column) : List.of();
  }

  private static List<RexNode> inJoin(Join join, int column) {
    JoinRelType type = join.getJoinType();
    int leftFields = join.getLeft().getRowType().getFieldCount();
    if (column < leftFields) {
      return type.generatesNullsOnLeft() ? List.of() : conditions(join.getLeft(), column);
    }
    boolean right = type == JoinRelType.INNER || type == JoinRelType.RIGHT;
    return right ? renumbered(conditions(join.getRight(), column - leftFields), column) : List.of();
  }

  private static List<RexNode> renumbered(List<RexNode> conditions, int column) {
    RexShuttle shuttle =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            return new RexInputRef(column, reference.getType());
          }
        };
    return conditions.stream().map(condition -> condition.accept(shuttle)).toList();
  }

  private static boolean isComparison(RexNode conjunct, int column) {
    if (!(conjunct instanceof RexCall call)
        || !COMPARISONS.contains(call.getKind())
        || call.getOperands().size() != 2) {
      return false;
    }
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    return (isColumn(left, column) && isFixed(right)) || (isColumn(right, column) && isFixed(left));
  }

  private static boolean isColumn(RexNode node, int column) {
    return node instanceof RexInputRef reference && reference.getIndex() == column;
  }

  private static boolean isFixed(RexNode node) {
    return RelOptUtil.InputFinder.bits(node).isEmpty()
        && RexUtil.isDeterministic(node)
        && !RexUtil.containsCorrelation(node)
        && RexUtil.SubQueryFinder.find(node) == null;
  }
}
