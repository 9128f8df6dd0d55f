package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;

/**
 * An outer, semi- or anti-join of a {@link JoinCluster}, or conjuncts of inner joins that need the
 * same relations. Sets of relations are bits of a long.
 *
 * <p>What it refers to is not all it needs: {@link JoinConflicts} adds the relations without which
 * it would see other rows than where it was written.
 */
final class JoinOperator {
  /** Once one of {@code some} is joined, all of {@code required} must be. */
  record Rule(long some, long required) {
    boolean holds(long set) {
      return (some & set) == 0 || (required & ~set) == 0;
    }
  }

  private final JoinRelType type;
  private final List<RexNode> conjuncts;
  private final long used;
  private final long underLeft;
  private final long underRight;
  private final JoinEstimate estimate;
  private final List<Rule> rules = new ArrayList<>();
  private long left;
  private long right;

  /**
   * Creates one.
   *
   * @param conjuncts over the columns of the cluster
   * @param used the relations they refer to
   * @param underLeft all relations below its left side where it was written; for conjuncts of inner
   *     joins all that those joins join
   * @param underRight the same of its right side; for inner joins none
   */
  JoinOperator(
      JoinRelType type,
      List<RexNode> conjuncts,
      long used,
      long underLeft,
      long underRight,
      JoinEstimate estimate) {
    this.type = type;
    this.conjuncts = List.copyOf(conjuncts);
    this.used = used;
    this.underLeft = underLeft;
    this.underRight = underRight;
    this.estimate = estimate;
  }

  JoinRelType type() {
    return type;
  }

  boolean isInner() {
    return type == JoinRelType.INNER;
  }

  List<RexNode> conjuncts() {
    return conjuncts;
  }

  long used() {
    return used;
  }

  long underLeft() {
    return underLeft;
  }

  long underRight() {
    return underRight;
  }

  long under() {
    return underLeft | underRight;
  }

  JoinEstimate estimate() {
    return estimate;
  }

  void addRule(long some, long required) {
    if ((required & ~some) != 0 || Long.bitCount(some) > 1) {
      rules.add(new Rule(some, required));
    }
  }

  /** To be called when all rules are known: those that always apply become needs. */
  void settle() {
    long needs = closure(used);
    if (!isInner()) {
      // without a column of one side, all of that side
      needs |= (needs & underLeft) == 0 ? underLeft : 0;
      needs |= (needs & underRight) == 0 ? underRight : 0;
      needs = closure(needs);
    }
    left = isInner() ? needs : needs & underLeft;
    right = isInner() ? 0 : needs & underRight;
    long settled = needs;
    rules.removeIf(rule -> (rule.required() & ~settled) == 0);
  }

  /** A set and all that rules require besides. */
  long closure(long set) {
    long closed = set;
    boolean grows = true;
    while (grows) {
      long before = closed;
      for (Rule rule : rules) {
        closed |= rule.holds(closed) ? 0 : rule.required();
      }
      grows = closed != before;
    }
    return closed;
  }

  /** What must be on its left side; of inner joins, on any side. */
  long left() {
    return left;
  }

  long right() {
    return right;
  }

  long needs() {
    return left | right;
  }

  /** Whether it can be applied to a set that has what it needs. */
  boolean allows(long set) {
    for (Rule rule : rules) {
      if (!rule.holds(set)) {
        return false;
      }
    }
    return true;
  }
}
