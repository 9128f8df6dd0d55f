package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * A maximal tree of joins taken apart: its relations, and the operators between them over the
 * columns of all relations side by side.
 *
 * <p>Inner joins directly above each other, with filters between, are one {@link Region}: each
 * conjunct of it stands for itself. Projections that only pick columns do not end a tree; full
 * joins, mark joins and joins with variables do.
 */
final class JoinCluster {
  /** Inner joins written together: what is below them and what their conjuncts refer to. */
  record Region(long set, long used) {}

  /** Conditions that must be met on two sides, for the enumeration of pairs. */
  record Edge(long left, long right) {}

  /** A part of the tree: its relations and the cluster's numbers of its columns. */
  private record Part(long set, List<Integer> columns) {}

  private final UnaryOperator<RelNode> leaves;
  private final List<RelNode> relations = new ArrayList<>();
  private final List<Integer> relationOfColumn = new ArrayList<>();
  private final List<Integer> offsets = new ArrayList<>();
  private final List<JoinOperator> operators = new ArrayList<>();
  private final List<Region> regions = new ArrayList<>();
  private final List<List<Long>> unconnected = new ArrayList<>();
  private final List<Integer> columns;

  private JoinCluster(RelNode root, UnaryOperator<RelNode> leaves) {
    this.leaves = leaves;
    this.columns = part(root).columns();
  }

  /**
   * Takes a tree apart.
   *
   * @param leaves applied to each relation
   */
  static JoinCluster of(RelNode root, UnaryOperator<RelNode> leaves) {
    JoinCluster cluster = new JoinCluster(root, leaves);
    JoinConflicts.find(cluster);
    return cluster;
  }

  /** Whether a cluster can begin with a node. */
  static boolean isPart(RelNode node) {
    return isJoin(node)
        || isFilteredInner(node)
        || (isSelection(node) && isPart(((LogicalProject) node).getInput()));
  }

  /** How many relations a cluster has; at least two. */
  static int countRelations(RelNode node) {
    return isPart(node) ? node.getInputs().stream().mapToInt(JoinCluster::countRelations).sum() : 1;
  }

  private static boolean isJoin(RelNode node) {
    return node instanceof LogicalJoin join
        && join.getVariablesSet().isEmpty()
        && switch (join.getJoinType()) {
          case INNER, LEFT, RIGHT, SEMI, ANTI -> true;
          default -> false;
        };
  }

  private static boolean isInner(RelNode node) {
    return isJoin(node) && ((LogicalJoin) node).getJoinType() == JoinRelType.INNER;
  }

  private static boolean isFilteredInner(RelNode node) {
    return node instanceof LogicalFilter filter
        && filter.getVariablesSet().isEmpty()
        && isInner(filter.getInput());
  }

  private static boolean isSelection(RelNode node) {
    return node instanceof LogicalProject project
        && project.getProjects().stream().allMatch(each -> picked(each) instanceof RexInputRef);
  }

  /** What a projection picks: a cast that only declares a column nullable does not count. */
  private static RexNode picked(RexNode expression) {
    return expression instanceof RexCall cast
            && cast.isA(SqlKind.CAST)
            && cast.getType().isNullable()
            && SqlTypeUtil.equalSansNullability(cast.getType(), cast.getOperands().get(0).getType())
        ? cast.getOperands().get(0)
        : expression;
  }

  List<RelNode> relations() {
    return relations;
  }

  List<JoinOperator> operators() {
    return operators;
  }

  List<Region> regions() {
    return regions;
  }

  /** For each region that no conditions hold together, its parts. */
  List<List<Long>> unconnected() {
    return unconnected;
  }

  /** The columns that the whole tree gives, as numbers of this cluster. */
  List<Integer> columns() {
    return columns;
  }

  int offset(int relation) {
    return offsets.get(relation);
  }

  ImmutableBitSet columnsOf(int relation) {
    int offset = offsets.get(relation);
    int count = relations.get(relation).getRowType().getFieldCount();
    return ImmutableBitSet.range(offset, offset + count);
  }

  /** The relations that an expression over the cluster's columns refers to. */
  long relationsOf(RexNode expression) {
    long set = 0;
    for (int column : RelOptUtil.InputFinder.bits(expression)) {
      set |= 1L << relationOfColumn.get(column);
    }
    return set;
  }

  int relationOf(int column) {
    return relationOfColumn.get(column);
  }

  private Part part(RelNode node) {
    if (isSelection(node) && isPart(node)) {
      LogicalProject project = (LogicalProject) node;
      return selected(project, part(project.getInput()));
    }
    if (isInner(node) || isFilteredInner(node)) {
      List<Long> children = new ArrayList<>();
      List<RexNode> conjuncts = new ArrayList<>();
      Part flat = flatten(node, children, conjuncts);
      addRegion(flat.set(), children, conjuncts);
      return flat;
    }
    return isJoin(node) ? outer((LogicalJoin) node) : leaf(node);
  }

  /** Collects inner joins written together. */
  private Part flatten(RelNode node, List<Long> children, List<RexNode> conjuncts) {
    if (isInner(node)) {
      LogicalJoin join = (LogicalJoin) node;
      Part left = flatten(join.getLeft(), children, conjuncts);
      Part right = flatten(join.getRight(), children, conjuncts);
      Part both = both(left, right);
      conjuncts.addAll(conjuncts(join.getCondition(), both));
      return both;
    }
    if (isFilteredInner(node)) {
      LogicalFilter filter = (LogicalFilter) node;
      Part input = flatten(filter.getInput(), children, conjuncts);
      conjuncts.addAll(conjuncts(filter.getCondition(), input));
      return input;
    }
    if (isSelection(node) && isPart(node)) {
      LogicalProject project = (LogicalProject) node;
      return selected(project, flatten(project.getInput(), children, conjuncts));
    }
    Part child = part(node);
    children.add(child.set());
    return child;
  }

  private Part outer(LogicalJoin join) {
    boolean mirrored = join.getJoinType() == JoinRelType.RIGHT;
    Part first = part(join.getLeft());
    Part second = part(join.getRight());
    Part both = both(first, second);
    List<RexNode> conjuncts = conjuncts(join.getCondition(), both);
    Part left = mirrored ? second : first;
    Part right = mirrored ? first : second;
    JoinRelType type = mirrored ? JoinRelType.LEFT : join.getJoinType();
    operators.add(
        new JoinOperator(
            type,
            conjuncts,
            usedBy(conjuncts),
            left.set(),
            right.set(),
            JoinEstimate.of(conjuncts, left.set(), this)));
    return type.projectsRight() ? both : new Part(both.set(), left.columns());
  }

  private Part leaf(RelNode node) {
    RelNode relation = leaves.apply(node);
    int number = relations.size();
    int offset = relationOfColumn.size();
    relations.add(relation);
    offsets.add(offset);
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < relation.getRowType().getFieldCount(); i++) {
      relationOfColumn.add(number);
      numbers.add(offset + i);
    }
    return new Part(1L << number, numbers);
  }

  private static Part both(Part left, Part right) {
    List<Integer> columns = new ArrayList<>(left.columns());
    columns.addAll(right.columns());
    return new Part(left.set() | right.set(), columns);
  }

  private static Part selected(LogicalProject project, Part input) {
    return new Part(
        input.set(),
        project.getProjects().stream()
            .map(each -> input.columns().get(((RexInputRef) picked(each)).getIndex()))
            .toList());
  }

  private static List<RexNode> conjuncts(RexNode condition, Part part) {
    RexShuttle renumbering =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            return new RexInputRef(part.columns().get(reference.getIndex()), reference.getType());
          }
        };
    return RelOptUtil.conjunctions(condition).stream()
        .map(each -> each.accept(renumbering))
        .toList();
  }

  private long usedBy(List<RexNode> conjuncts) {
    return conjuncts.stream().mapToLong(this::relationsOf).reduce(0, (one, other) -> one | other);
  }

  /** Equalities of columns of the same two relations are one operator: they are one key. */
  private void addRegion(long set, List<Long> children, List<RexNode> conjuncts) {
    Map<Long, List<RexNode>> keys = new LinkedHashMap<>();
    for (RexNode conjunct : conjuncts) {
      long used = relationsOf(conjunct);
      if (Long.bitCount(used) == 2 && isColumnEquality(conjunct)) {
        keys.computeIfAbsent(used, pair -> new ArrayList<>()).add(conjunct);
      } else {
        addInner(List.of(conjunct), used, set);
      }
    }
    keys.forEach((used, equalities) -> addInner(equalities, used, set));
    List<Long> parts = parts(children, conjuncts);
    regions.add(new Region(set, parts.size() == 1 ? usedBy(conjuncts) : set));
    if (parts.size() > 1) {
      unconnected.add(parts);
    }
  }

  private void addInner(List<RexNode> conjuncts, long referred, long set) {
    long used = referred == 0 ? Long.lowestOneBit(set) : referred;
    long first = Long.lowestOneBit(used);
    operators.add(
        new JoinOperator(
            JoinRelType.INNER, conjuncts, used, set, 0, JoinEstimate.of(conjuncts, first, this)));
  }

  static boolean isColumnEquality(RexNode conjunct) {
    return conjunct.isA(SqlKind.EQUALS)
        && ((RexCall) conjunct).getOperands().stream().allMatch(RexInputRef.class::isInstance);
  }

  /** The sets of children that conjuncts connect. */
  private List<Long> parts(List<Long> children, List<RexNode> conjuncts) {
    List<Long> parts = new ArrayList<>(children);
    for (RexNode conjunct : conjuncts) {
      long used = relationsOf(conjunct);
      List<Long> touched = parts.stream().filter(part -> (part & used) != 0).toList();
      if (touched.size() > 1) {
        parts.removeAll(touched);
        parts.add(touched.stream().reduce(0L, (one, other) -> one | other));
      }
    }
    return parts;
  }
}
