package org.lightningdb.sql.plan;

import org.apache.calcite.plan.Strong;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Finds what joins need below them so that another order gives the same rows.
 *
 * <p>The method is CD-C of Moerkotte, Fender, Eich, "On the correct and complete enumeration of the
 * core search space" (2013), with inner joins taken together: for an operator b and each operator a
 * below it, rules say which relations must come along where the two are not associative or not
 * asscommutative. With left outer joins (⟕), semi-joins (⋉), anti-joins (▷) and inner joins (⋈) the
 * paper's tables come down to this:
 *
 * <ul>
 *   <li>a in b's left side: {@code (1 a 2) b 3 = 1 a (2 b 3)} if a is ⋈, or both are ⟕ and b
 *       rejects rows whose columns from 2 are NULL; {@code (1 a 2) b 3 = (1 b 3) a 2} always.
 *   <li>a in b's right side: {@code 1 b (2 a 3) = (1 b 2) a 3} if b is ⋈, or both are ⟕ and a
 *       rejects rows whose columns from 2 are NULL; {@code 1 b (2 a 3) = 2 a (1 b 3)} only if both
 *       are ⋈.
 * </ul>
 */
final class JoinConflicts {
  private final JoinCluster cluster;

  private JoinConflicts(JoinCluster cluster) {
    this.cluster = cluster;
  }

  /** Gives all operators of a cluster their rules. */
  static void find(JoinCluster cluster) {
    JoinConflicts conflicts = new JoinConflicts(cluster);
    for (JoinOperator operator : cluster.operators()) {
      conflicts.addRules(operator);
      operator.settle();
    }
  }

  private void addRules(JoinOperator operator) {
    for (JoinOperator below : cluster.operators()) {
      if (below.isInner() || below == operator) {
        continue;
      }
      if (contains(operator.underLeft(), below.under())) {
        addLeft(operator, below);
      } else if (contains(operator.underRight(), below.under())) {
        addRight(operator, below);
      }
    }
    for (JoinCluster.Region region : cluster.regions()) {
      if (!operator.isInner() && contains(operator.underRight(), region.set())) {
        operator.addRule(region.set(), region.used());
      }
    }
  }

  private void addLeft(JoinOperator operator, JoinOperator below) {
    if (!isOuter(operator, below) || !rejects(operator, below.underRight())) {
      operator.addRule(below.underRight(), below.underLeft());
    }
  }

  private void addRight(JoinOperator operator, JoinOperator below) {
    if (!isOuter(operator, below) || !rejects(below, below.underLeft())) {
      operator.addRule(below.underLeft(), below.underRight());
    }
    operator.addRule(below.underRight(), below.underLeft());
  }

  private static boolean isOuter(JoinOperator one, JoinOperator other) {
    return one.type() == JoinRelType.LEFT && other.type() == JoinRelType.LEFT;
  }

  /**
   * Whether a condition is never true when the columns of any of its relations in a set are NULL.
   */
  private boolean rejects(JoinOperator operator, long set) {
    long wanted = operator.used() & set;
    for (long rest = wanted; rest != 0; rest &= rest - 1) {
      ImmutableBitSet columns = cluster.columnsOf(Long.numberOfTrailingZeros(rest));
      if (operator.conjuncts().stream().noneMatch(each -> Strong.isNotTrue(each, columns))) {
        return false;
      }
    }
    return wanted != 0;
  }

  private static boolean contains(long set, long part) {
    return (part & ~set) == 0;
  }
}
