package org.lightningdb.sql.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tree of joins over the numbered relations of a {@link JoinCluster}.
 *
 * @param relation of a leaf, else -1
 * @param outer the outer, semi- or anti-join at its top; null if that is an inner join or a leaf
 * @param conjuncts operators of inner joins that are applied here; after the outer join if there is
 *     one
 * @param set its relations
 * @param rows how many rows it gives, about
 * @param cost the rows of all joins below, and of the smaller sides of each
 */
record JoinTree(
    int relation,
    @Nullable JoinOperator outer,
    List<JoinOperator> conjuncts,
    @Nullable JoinTree leftTree,
    @Nullable JoinTree rightTree,
    long set,
    double rows,
    double cost) {

  static JoinTree leaf(int relation, List<JoinOperator> conjuncts, double rows) {
    return new JoinTree(relation, null, conjuncts, null, null, 1L << relation, rows, 0);
  }

  boolean isLeaf() {
    return relation >= 0;
  }

  JoinTree left() {
    return child(leftTree);
  }

  JoinTree right() {
    return child(rightTree);
  }

  private static JoinTree child(@Nullable JoinTree tree) {
    if (tree == null) {
      throw new IllegalStateException("a leaf has no children");
    }
    return tree;
  }
}
