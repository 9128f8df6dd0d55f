package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/**
 * What is believed about a join condition.
 *
 * @param leftDistinct how many different keys the left side has before anything is joined, 1 if the
 *     condition has no key
 * @param rightDistinct the same of the right side
 * @param leftKnown the fraction of left rows whose key is not NULL
 * @param rightKnown the same of the right side
 * @param residual the fraction of pairs with equal keys that satisfy the rest
 */
record JoinEstimate(
    double leftDistinct,
    double rightDistinct,
    double leftKnown,
    double rightKnown,
    double residual) {
  /** Of the left rows of an anti-join some are always believed to stay. */
  private static final double ANTI_LEAST = 0.1;

  /** An equality of whose sides nothing is known. */
  private static final double EQUALITY = 0.15;

  /** A condition over the columns of a cluster; its left side has the relations of a set. */
  static JoinEstimate of(List<RexNode> conjuncts, long left, JoinCluster cluster) {
    Sides sides = new Sides(cluster);
    for (RexNode conjunct : conjuncts) {
      if (!sides.addKey(conjunct, left)) {
        sides.residual *= ConditionEstimate.guess(conjunct);
      }
    }
    return new JoinEstimate(
        sides.distinct(sides.leftColumns),
        sides.distinct(sides.rightColumns),
        sides.leftKnown,
        sides.rightKnown,
        sides.residual);
  }

  /** A join whose sides are known; keys beyond the number of its rows do not exist. */
  static JoinEstimate of(
      RelMetadataQuery metadata,
      RelNode left,
      List<Integer> leftKeys,
      RelNode right,
      List<Integer> rightKeys,
      List<RexNode> others) {
    double residual = 1;
    for (RexNode other : others) {
      residual *= ConditionEstimate.guess(other);
    }
    return new JoinEstimate(
        DistinctValues.of(metadata, left, leftKeys),
        DistinctValues.of(metadata, right, rightKeys),
        NullFraction.known(left, leftKeys),
        NullFraction.known(right, rightKeys),
        residual);
  }

  /** The fraction of pairs of rows that satisfy the condition. */
  double selectivity() {
    return leftKnown * rightKnown * residual / Math.max(leftDistinct, rightDistinct);
  }

  /** How many rows a join gives; at least 1. */
  double rows(JoinRelType type, double left, double right) {
    double matches = left * right * selectivity();
    double rows =
        switch (type) {
          case LEFT -> Math.max(matches, left);
          case RIGHT -> Math.max(matches, right);
          case FULL -> Math.max(matches, left + right);
          case SEMI -> left * matching(right);
          case ANTI -> left * Math.max(ANTI_LEAST, 1 - matching(right));
          case LEFT_MARK -> left;
          default -> matches;
        };
    return Math.max(1, rows);
  }

  /** The fraction of left rows for which there is a right one. */
  private double matching(double right) {
    double keys = Math.max(1, Math.min(rightDistinct, right * rightKnown));
    double each = Math.max(1, right * rightKnown / keys);
    double found = residual >= 1 ? 1 : 1 - Math.pow(1 - residual, each);
    return leftKnown * found * Math.min(1, keys / leftDistinct);
  }

  /** The keys of both sides while conjuncts are looked at. */
  private static final class Sides {
    private final JoinCluster cluster;
    private final RelMetadataQuery metadata;
    private final Map<Integer, List<Integer>> leftColumns = new TreeMap<>();
    private final Map<Integer, List<Integer>> rightColumns = new TreeMap<>();
    private double leftKnown = 1;
    private double rightKnown = 1;
    private double residual = 1;

    Sides(JoinCluster cluster) {
      this.cluster = cluster;
      this.metadata = cluster.relations().get(0).getCluster().getMetadataQuery();
    }

    /** Takes an equality of the two sides; false if it is something else. */
    boolean addKey(RexNode conjunct, long left) {
      if (!conjunct.isA(SqlKind.EQUALS)) {
        return false;
      }
      RexNode one = ((RexCall) conjunct).getOperands().get(0);
      RexNode other = ((RexCall) conjunct).getOperands().get(1);
      long ofOne = cluster.relationsOf(one);
      long ofOther = cluster.relationsOf(other);
      if (ofOne == 0 || ofOther == 0 || (ofOne & ofOther) != 0) {
        return false;
      }
      boolean straight = (ofOne & ~left) == 0;
      RexNode leftKey = straight ? one : other;
      RexNode rightKey = straight ? other : one;
      if (!JoinCluster.isColumnEquality(conjunct)
          && distinct(columns(leftKey)) <= 1
          && distinct(columns(rightKey)) <= 1) {
        residual *= EQUALITY;
        return true;
      }
      columns(leftKey).forEach((relation, columns) -> add(leftColumns, relation, columns));
      columns(rightKey).forEach((relation, columns) -> add(rightColumns, relation, columns));
      leftKnown *= known(leftKey);
      rightKnown *= known(rightKey);
      return true;
    }

    /** The columns of a key by the number of their relation. */
    private Map<Integer, List<Integer>> columns(RexNode key) {
      Map<Integer, List<Integer>> found = new TreeMap<>();
      for (int column : RelOptUtil.InputFinder.bits(key)) {
        int relation = cluster.relationOf(column);
        add(found, relation, List.of(column - cluster.offset(relation)));
      }
      return found;
    }

    private static void add(
        Map<Integer, List<Integer>> target, int relation, List<Integer> columns) {
      List<Integer> known = target.computeIfAbsent(relation, unused -> new ArrayList<>());
      for (int column : columns) {
        if (!known.contains(column)) {
          known.add(column);
        }
      }
    }

    /** How many combinations of values there are, in each relation no more than rows. */
    private double distinct(Map<Integer, List<Integer>> columns) {
      double combinations = 1;
      for (Map.Entry<Integer, List<Integer>> relation : columns.entrySet()) {
        combinations *=
            DistinctValues.of(
                metadata, cluster.relations().get(relation.getKey()), relation.getValue());
      }
      return combinations;
    }

    private double known(RexNode key) {
      double known = 1;
      List<Integer> columns = new ArrayList<>(RelOptUtil.InputFinder.bits(key).asList());
      for (int column : columns) {
        int relation = cluster.relationOf(column);
        known *=
            NullFraction.known(
                cluster.relations().get(relation), List.of(column - cluster.offset(relation)));
      }
      return key instanceof RexInputRef || columns.size() == 1 ? known : 1;
    }
  }
}
