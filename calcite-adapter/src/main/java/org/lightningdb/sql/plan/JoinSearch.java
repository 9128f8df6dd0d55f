package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.plan.JoinCluster.Edge;

/**
 * Finds the tree of joins over a cluster whose intermediate results are smallest in sum.
 *
 * <p>Exactly, by {@link JoinPairs}, as long as that takes no more than {@link #PAIRS_MAX} pairs of
 * sets; beyond, the two trees whose join is smallest are joined again and again, and then the best
 * tree over the same order of leaves is found, which is at least as good. A set of relations has
 * one estimate, that of the first tree found for it, so costs are comparable.
 */
final class JoinSearch {
  /** Most pairs of sets that the exact search looks at: some milliseconds. */
  static final int PAIRS_MAX = 12_000;

  /** Most relations for which all pairs of neighbouring intervals are tried. */
  private static final int INTERVALS_MAX = 40;

  private final JoinCluster cluster;
  private final int count;
  private final JoinOperator[] operators;
  private final boolean innerOnly;
  private final List<Edge> edges = new ArrayList<>();
  private final List<Edge> products = new ArrayList<>();
  private final Map<Long, JoinTree> best = new HashMap<>();

  JoinSearch(JoinCluster cluster) {
    this.cluster = cluster;
    this.count = cluster.relations().size();
    this.operators = cluster.operators().toArray(JoinOperator[]::new);
    this.innerOnly = cluster.operators().stream().allMatch(JoinOperator::isInner);
    for (int relation = 0; relation < count; relation++) {
      best.put(1L << relation, leaf(relation));
    }
    addEdges();
    cluster.unconnected().forEach(this::addProducts);
  }

  /** The best tree; null if none was found but the one written. */
  @Nullable JoinTree best() {
    long all = -1L >>> (Long.SIZE - count);
    boolean complete = new JoinPairs(count, edges, this::consider, best::containsKey).run();
    JoinTree found = best.get(all);
    if (complete && found != null) {
      return found;
    }
    JoinTree greedy = greedy();
    if (greedy == null || count > INTERVALS_MAX) {
      return greedy;
    }
    improveBetweenNeighbours(greedy);
    return best.get(all);
  }

  private JoinTree leaf(int relation) {
    long set = 1L << relation;
    List<JoinOperator> own = new ArrayList<>();
    RelMetadataQuery metadata = cluster.relations().get(0).getCluster().getMetadataQuery();
    double rows = metadata.getRowCount(cluster.relations().get(relation));
    for (JoinOperator operator : operators) {
      if (operator.isInner() && (operator.needs() & ~set) == 0 && operator.allows(set)) {
        own.add(operator);
        rows *= operator.estimate().selectivity();
      }
    }
    return JoinTree.leaf(relation, own, Math.max(1, rows));
  }

  private void addEdges() {
    for (JoinOperator operator : operators) {
      if (!operator.isInner()) {
        edges.add(new Edge(operator.left(), operator.right()));
      } else if (Long.bitCount(operator.used()) == 2) {
        long first = operator.closure(Long.lowestOneBit(operator.used()));
        long second = operator.closure(Long.highestOneBit(operator.used()));
        addEdge(first, second, operator.used());
      } else {
        for (long rest = operator.used(); Long.bitCount(operator.used()) > 2 && rest != 0; ) {
          long one = Long.lowestOneBit(rest);
          rest &= ~one;
          addEdge(operator.closure(one), operator.closure(operator.used() & ~one), operator.used());
        }
      }
    }
  }

  /** Sides that overlap belong together before the conjunct is applied. */
  private void addEdge(long first, long second, long used) {
    if ((first & second) == 0) {
      edges.add(new Edge(first, second));
    } else if ((first & used) != used && (second & used) != used) {
      long both = first & second;
      edges.add(new Edge(first & ~both, second & ~both));
    }
  }

  /** Parts without a condition between them are joined when each is complete, small ones first. */
  private void addProducts(List<Long> parts) {
    List<Long> ordered = new ArrayList<>(parts);
    ordered.sort(Comparator.comparingDouble(this::rowsTogether));
    long before = ordered.get(0);
    for (long part : ordered.subList(1, ordered.size())) {
      products.add(new Edge(before, part));
      edges.add(new Edge(before, part));
      before |= part;
    }
  }

  private double rowsTogether(long set) {
    double product = 1;
    for (long rest = set; rest != 0; rest &= rest - 1) {
      product *= known(Long.lowestOneBit(rest)).rows();
    }
    return product;
  }

  private JoinTree known(long set) {
    JoinTree tree = best.get(set);
    if (tree == null) {
      throw new IllegalStateException("no tree for " + Long.toBinaryString(set));
    }
    return tree;
  }

  /** Remembers the join of two sets if it is valid and the best for its set so far. */
  private void consider(long one, long other) {
    remember(joined(known(one), known(other), false));
  }

  private void remember(@Nullable JoinTree tree) {
    if (tree != null) {
      best.merge(tree.set(), tree, (old, now) -> now.cost() < old.cost() ? now : old);
    }
  }

  /**
   * The join of two trees, null if there is none that gives what was written.
   *
   * @param productToo whether inner joins need no condition
   */
  private @Nullable JoinTree joined(JoinTree one, JoinTree other, boolean productToo) {
    long set = one.set() | other.set();
    JoinOperator outer = null;
    List<JoinOperator> conjuncts = new ArrayList<>(2);
    for (JoinOperator operator : operators) {
      long needs = operator.needs();
      if ((needs & ~one.set()) == 0 || (needs & ~other.set()) == 0) {
        continue;
      }
      boolean complete = (needs & ~set) == 0;
      if (operator.isInner()) {
        if (complete && operator.allows(set)) {
          conjuncts.add(operator);
        } else if (complete) {
          return null;
        }
      } else if ((operator.left() & set) != 0 && (operator.right() & set) != 0) {
        if (!complete || outer != null || !operator.allows(set)) {
          return null;
        }
        outer = operator;
      }
    }
    if (outer != null) {
      return outer(one, other, outer, conjuncts);
    }
    boolean wanted = !conjuncts.isEmpty() || productToo || isProduct(one.set(), other.set());
    return wanted ? inner(one, other, conjuncts) : null;
  }

  private boolean isProduct(long one, long other) {
    for (Edge edge : products) {
      boolean straight = (edge.left() & ~one) == 0 && (edge.right() & ~other) == 0;
      if (straight || ((edge.left() & ~other) == 0 && (edge.right() & ~one) == 0)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable JoinTree outer(
      JoinTree one, JoinTree other, JoinOperator outer, List<JoinOperator> conjuncts) {
    boolean straight = (outer.left() & ~one.set()) == 0 && (outer.right() & ~other.set()) == 0;
    boolean exchanged = (outer.left() & ~other.set()) == 0 && (outer.right() & ~one.set()) == 0;
    if (!straight && !exchanged) {
      return null;
    }
    JoinTree left = straight ? one : other;
    JoinTree right = straight ? other : one;
    double rows = outer.estimate().rows(outer.type(), left.rows(), right.rows());
    return tree(left, right, outer, conjuncts, rows * selectivity(conjuncts));
  }

  /** An inner join: the side with fewer rows to the right, where the hash table is built. */
  private JoinTree inner(JoinTree one, JoinTree other, List<JoinOperator> conjuncts) {
    boolean straight = one.rows() >= other.rows();
    JoinTree left = straight ? one : other;
    JoinTree right = straight ? other : one;
    return tree(left, right, null, conjuncts, left.rows() * right.rows() * selectivity(conjuncts));
  }

  private static double selectivity(List<JoinOperator> conjuncts) {
    double selectivity = 1;
    for (JoinOperator operator : conjuncts) {
      selectivity *= operator.estimate().selectivity();
    }
    return selectivity;
  }

  private JoinTree tree(
      JoinTree left,
      JoinTree right,
      @Nullable JoinOperator outer,
      List<JoinOperator> conjuncts,
      double estimate) {
    long set = left.set() | right.set();
    JoinTree before = best.get(set);
    double rows = before == null ? Math.max(1, estimate) : before.rows();
    double cost = left.cost() + right.cost() + rows + Math.min(left.rows(), right.rows());
    return new JoinTree(-1, outer, conjuncts, left, right, set, rows, cost);
  }

  /** Joins the pair with the smallest result until one tree is left. */
  private @Nullable JoinTree greedy() {
    List<JoinTree> trees = new ArrayList<>();
    for (int relation = 0; relation < count; relation++) {
      trees.add(known(1L << relation));
    }
    while (trees.size() > 1) {
      JoinTree next = smallest(trees, false);
      next = next == null && innerOnly ? smallest(trees, true) : next;
      if (next == null) {
        return null;
      }
      long set = next.set();
      trees.removeIf(tree -> (tree.set() & set) != 0);
      best.putIfAbsent(set, next);
      trees.add(next);
    }
    return trees.get(0);
  }

  private @Nullable JoinTree smallest(List<JoinTree> trees, boolean productToo) {
    JoinTree smallest = null;
    for (int i = 0; i < trees.size(); i++) {
      for (int j = 0; j < i; j++) {
        JoinTree tree = joined(trees.get(j), trees.get(i), productToo);
        if (tree != null && (smallest == null || tree.rows() < smallest.rows())) {
          smallest = tree;
        }
      }
    }
    return smallest;
  }

  /** Tries all trees whose leaves, from left to right, are those of a tree. */
  private void improveBetweenNeighbours(JoinTree tree) {
    long[] leaves = new long[count];
    collect(tree, leaves, 0);
    rememberAll(tree);
    for (int length = 2; length <= count; length++) {
      for (int from = 0; from + length <= count; from++) {
        long one = leaves[from];
        for (int middle = from + 1; middle < from + length; middle++) {
          considerIfKnown(one, union(leaves, middle, from + length));
          one |= leaves[middle];
        }
      }
    }
  }

  private void considerIfKnown(long one, long other) {
    JoinTree left = best.get(one);
    JoinTree right = best.get(other);
    if (left != null && right != null) {
      remember(joined(left, right, false));
    }
  }

  private void rememberAll(JoinTree tree) {
    if (!tree.isLeaf()) {
      rememberAll(tree.left());
      rememberAll(tree.right());
      remember(tree);
    }
  }

  private static long union(long[] leaves, int from, int to) {
    long set = 0;
    for (int i = from; i < to; i++) {
      set |= leaves[i];
    }
    return set;
  }

  private static int collect(JoinTree tree, long[] leaves, int next) {
    if (tree.isLeaf()) {
      leaves[next] = tree.set();
      return next + 1;
    }
    return collect(tree.right(), leaves, collect(tree.left(), leaves, next));
  }
}
