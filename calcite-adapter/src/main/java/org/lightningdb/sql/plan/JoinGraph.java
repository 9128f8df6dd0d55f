package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelMdUtil;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * Relations and the conditions between them; finds the tree of joins whose intermediate results are
 * smallest in sum.
 *
 * <p>Up to {@link #EXACT_MAX} relations by dynamic programming over sets (bushy trees included),
 * above by joining the pair with the smallest result again and again. A set of relations has {@code
 * product of rows × product of selectivities} rows, whatever the order, so costs are cheap to
 * compare. Pairs without a condition between them are joined only when nothing else is left.
 */
final class JoinGraph {
  /** Most relations for the exact search: 3^n pairs of sets are looked at. */
  private static final int EXACT_MAX = 10;

  /** A tree of joins over numbered relations. */
  record Tree(
      int relation,
      @Nullable Tree leftTree,
      @Nullable Tree rightTree,
      long set,
      double rows,
      double cost) {
    boolean isLeaf() {
      return leftTree == null;
    }

    Tree left() {
      return child(leftTree);
    }

    Tree right() {
      return child(rightTree);
    }

    private static Tree child(@Nullable Tree tree) {
      if (tree == null) {
        throw new IllegalStateException("a leaf has no children");
      }
      return tree;
    }
  }

  /** A conjunct: the relations it needs and the fraction of combinations that satisfy it. */
  private record Edge(long set, double selectivity) {}

  private final List<RelNode> relations;
  private final List<Integer> offsets;
  private final List<Edge> edges = new ArrayList<>();
  private final RelMetadataQuery metadata;

  JoinGraph(List<RelNode> relations, List<Integer> offsets, List<RexNode> conjuncts) {
    this.relations = relations;
    this.offsets = offsets;
    this.metadata = relations.get(0).getCluster().getMetadataQuery();
    Map<Long, List<RexCall>> equalities = new LinkedHashMap<>();
    for (RexNode conjunct : conjuncts) {
      long set = relationsOf(conjunct);
      if (Long.bitCount(set) == 2 && isColumnEquality(conjunct)) {
        equalities.computeIfAbsent(set, pair -> new ArrayList<>()).add((RexCall) conjunct);
      } else {
        edges.add(new Edge(set, RelMdUtil.guessSelectivity(conjunct)));
      }
    }
    equalities.forEach((set, equal) -> edges.add(new Edge(set, selectivity(equal))));
  }

  private static boolean isColumnEquality(RexNode conjunct) {
    return conjunct.isA(SqlKind.EQUALS)
        && ((RexCall) conjunct)
            .getOperands().stream().allMatch(operand -> operand instanceof RexInputRef);
  }

  Tree best() {
    if (relations.size() > 63) {
      return asWritten();
    }
    return relations.size() <= EXACT_MAX ? exact() : greedy();
  }

  private Tree asWritten() {
    Tree tree = leaf(0);
    for (int i = 1; i < relations.size(); i++) {
      tree = new Tree(-1, tree, leaf(i), 0, 0, 0);
    }
    return tree;
  }

  private Tree leaf(int relation) {
    Double rows = metadata.getRowCount(relations.get(relation));
    return new Tree(relation, null, null, 1L << relation, rows == null ? 1 : rows, 0);
  }

  private Tree exact() {
    Map<Long, Tree> best = new HashMap<>();
    int count = relations.size();
    for (int i = 0; i < count; i++) {
      best.put(1L << i, leaf(i));
    }
    long all = (1L << count) - 1;
    for (long set = 1; set <= all; set++) {
      if (Long.bitCount(set) >= 2) {
        Tree tree = bestOf(set, best, true);
        if (tree == null && set == all) {
          tree = bestOf(set, best, false);
        }
        if (tree != null) {
          best.put(set, tree);
        }
      }
    }
    Tree found = best.get(all);
    return found == null ? greedy() : found;
  }

  /** The cheapest way to split a set in two parts that are known. */
  private @Nullable Tree bestOf(long set, Map<Long, Tree> known, boolean connectedOnly) {
    Tree cheapest = null;
    for (long part = (set - 1) & set; part > 0; part = (part - 1) & set) {
      Tree left = known.get(part);
      Tree right = known.get(set & ~part);
      if (left == null || right == null || (connectedOnly && !connected(part, set & ~part))) {
        continue;
      }
      Tree tree = join(left, right);
      if (cheapest == null || tree.cost() < cheapest.cost()) {
        cheapest = tree;
      }
    }
    return cheapest;
  }

  private Tree greedy() {
    List<Tree> trees = new ArrayList<>();
    for (int i = 0; i < relations.size(); i++) {
      trees.add(leaf(i));
    }
    while (trees.size() > 1) {
      Tree smallest = smallestPair(trees, true);
      Tree joined = smallest != null ? smallest : smallestPair(trees, false);
      if (joined == null) {
        throw new IllegalStateException("no pair among " + trees.size());
      }
      trees.remove(joined.left());
      trees.remove(joined.right());
      trees.add(joined);
    }
    return trees.get(0);
  }

  private @Nullable Tree smallestPair(List<Tree> trees, boolean connectedOnly) {
    Tree smallest = null;
    for (Tree left : trees) {
      for (Tree right : trees) {
        if (left.set() < right.set() && (!connectedOnly || connected(left.set(), right.set()))) {
          Tree joined = join(left, right);
          if (smallest == null || joined.rows() < smallest.rows()) {
            smallest = joined;
          }
        }
      }
    }
    return smallest;
  }

  /** The join of two trees, the one with fewer rows to the right. */
  private Tree join(Tree one, Tree other) {
    long set = one.set() | other.set();
    double rows = one.rows() * other.rows();
    for (Edge edge : edges) {
      boolean joinsThem =
          (edge.set() & ~set) == 0
              && (edge.set() & ~one.set()) != 0
              && (edge.set() & ~other.set()) != 0;
      if (joinsThem) {
        rows *= edge.selectivity();
      }
    }
    rows = Math.max(1, rows);
    Tree left = one.rows() >= other.rows() ? one : other;
    Tree right = one.rows() >= other.rows() ? other : one;
    double cost = left.cost() + right.cost() + rows + right.rows();
    return new Tree(-1, left, right, set, rows, cost);
  }

  private boolean connected(long left, long right) {
    long set = left | right;
    return edges.stream()
        .anyMatch(
            edge ->
                (edge.set() & ~set) == 0 && (edge.set() & left) != 0 && (edge.set() & right) != 0);
  }

  private long relationsOf(RexNode conjunct) {
    long set = 0;
    for (int field : RelOptUtil.InputFinder.bits(conjunct)) {
      set |= 1L << relationOf(field);
    }
    return set;
  }

  private int relationOf(int field) {
    int relation = offsets.size() - 1;
    while (offsets.get(relation) > field) {
      relation--;
    }
    return relation;
  }

  /** The selectivity of equalities between the same two relations. */
  private double selectivity(List<RexCall> equalities) {
    Map<Integer, List<Integer>> columns = new LinkedHashMap<>();
    for (RexCall equality : equalities) {
      for (RexNode operand : equality.getOperands()) {
        int field = ((RexInputRef) operand).getIndex();
        int relation = relationOf(field);
        columns
            .computeIfAbsent(relation, first -> new ArrayList<>())
            .add(field - offsets.get(relation));
      }
    }
    double most = 1;
    for (Map.Entry<Integer, List<Integer>> side : columns.entrySet()) {
      most =
          Math.max(
              most, DistinctValues.of(metadata, relations.get(side.getKey()), side.getValue()));
    }
    return 1 / most;
  }
}
