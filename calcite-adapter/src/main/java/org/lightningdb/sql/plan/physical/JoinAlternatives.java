package org.lightningdb.sql.plan.physical;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.plan.IndexScan;
import org.lightningdb.sql.plan.LookupJoin;
import org.lightningdb.sql.plan.NotCoveredException;
import org.lightningdb.sql.plan.OperatorCosts;
import org.lightningdb.sql.plan.PlanMethod;

/**
 * The ways to answer a join: by hash, with the table built from either side; by nested loops if
 * there is no equality; by merging ({@link MergeJoinAlternatives}); by looking up the rows of one
 * side in an index for each row of the other.
 */
final class JoinAlternatives {
  private final PhysicalPlanner.Run planner;
  private final Join join;
  private final int leftColumns;

  JoinAlternatives(PhysicalPlanner.Run planner, Join join) {
    this.planner = planner;
    this.join = join;
    this.leftColumns = join.getLeft().getRowType().getFieldCount();
  }

  Candidates candidates(List<RelCollation> wanted) {
    if (!join.getVariablesSet().isEmpty()) {
      throw new NotCoveredException("a join with variables");
    }
    MergeJoinAlternatives merges = new MergeJoinAlternatives(planner, join, wanted);
    List<RelCollation> leftWanted = Orders.ofFirstColumns(wanted, leftColumns);
    List<RelCollation> leftOrders = new ArrayList<>(leftWanted);
    leftOrders.addAll(merges.leftOrders());
    Candidates allLefts = planner.candidates(join.getLeft(), leftOrders);
    Candidates lefts = allLefts.pruned(leftWanted);
    Candidates rights = planner.candidates(join.getRight(), merges.rightOrders());
    Candidate right = rights.cheapest();
    Candidates result = new Candidates();
    RexNode condition = MarkCondition.of(join);
    if (MarkCondition.isHashable(join, condition)) {
      for (Candidate left : lefts.list()) {
        result.add(hash(left, right, condition));
      }
      Candidate swapped = swappedHash(lefts.cheapest(), right);
      if (swapped != null) {
        result.add(swapped);
      }
    }
    boolean hashAvoided =
        planner.avoids(PlanMethod.HASH_BUILD_LEFT) && planner.avoids(PlanMethod.HASH_BUILD_RIGHT);
    if (result.list().isEmpty() || hashAvoided) {
      result.add(nestedLoop(lefts.cheapest(), right, condition));
    }
    addLookups(result, lefts, right);
    merges.addTo(result, allLefts, rights);
    return result;
  }

  private Candidate hash(Candidate left, Candidate right, RexNode condition) {
    double startup =
        right.cost()
            + OperatorCosts.HASH_BUILD * right.rows()
            + planner.penalty(PlanMethod.HASH_BUILD_RIGHT);
    boolean ordered = PhysicalHashJoin.keepsLeftOrder(join, condition);
    return planner.candidate(
        join,
        PhysicalHashJoin.create(left.node(), right.node(), condition, join.getJoinType()),
        left.startup() + startup,
        left.cost() + startup + probing(left.rows()),
        ordered ? left.orders() : List.of());
  }

  private double probing(double rows) {
    return OperatorCosts.HASH_PROBE * rows + OperatorCosts.HASH_MATCH * planner.rows(join);
  }

  /** The same join with sides exchanged, so that the table is built from the left. */
  private @Nullable Candidate swappedHash(Candidate left, Candidate right) {
    JoinRelType type =
        switch (join.getJoinType()) {
          case INNER -> JoinRelType.INNER;
          case LEFT -> JoinRelType.RIGHT;
          case RIGHT -> JoinRelType.LEFT;
          case FULL -> JoinRelType.FULL;
          default -> null;
        };
    if (join.getJoinType() == JoinRelType.SEMI || join.getJoinType() == JoinRelType.ANTI) {
      return buildingLeft(left, right);
    }
    if (type == null || isBetterRight(left, right)) {
      return null;
    }
    RelNode swapped =
        PhysicalHashJoin.create(right.node(), left.node(), ExchangedSides.condition(join), type);
    double startup = buildLeftCost(left);
    return ExchangedSides.reordered(
        planner,
        join,
        swapped,
        right.startup() + startup,
        right.cost() + startup + probing(right.rows()),
        List.of());
  }

  /** Whether a table built from the left side is out of the question. */
  private boolean isBetterRight(Candidate left, Candidate right) {
    return left.rows() >= right.rows() && !planner.avoids(PlanMethod.HASH_BUILD_RIGHT);
  }

  private double buildLeftCost(Candidate left) {
    return left.cost()
        + OperatorCosts.HASH_BUILD * left.rows()
        + planner.penalty(PlanMethod.HASH_BUILD_LEFT);
  }

  /** A semi- or anti-join that keeps the left rows and notes which of them the right ones match. */
  private @Nullable Candidate buildingLeft(Candidate left, Candidate right) {
    if (isBetterRight(left, right)) {
      return null;
    }
    double startup = buildLeftCost(left);
    double cost = right.cost() + startup + probing(right.rows());
    return planner.candidate(
        join,
        PhysicalHashJoin.createBuildingLeft(
            left.node(), right.node(), join.getCondition(), join.getJoinType()),
        cost,
        cost,
        List.of());
  }

  private Candidate nestedLoop(Candidate left, Candidate right, RexNode condition) {
    return planner.candidate(
        join,
        PhysicalNestedLoopJoin.create(left.node(), right.node(), condition, join.getJoinType()),
        left.startup() + right.cost(),
        left.cost()
            + right.cost()
            + planner.penalty(PlanMethod.NESTED_LOOP)
            + OperatorCosts.NESTED_LOOP_PAIR * left.rows() * Math.max(1, right.rows()),
        List.of());
  }

  private void addLookups(Candidates result, Candidates lefts, Candidate right) {
    LookupJoin rightLooked = LookupJoin.of(join, true);
    if (rightLooked != null) {
      for (Candidate left : lefts.list()) {
        for (IndexScan scan : rightLooked.scans()) {
          result.add(
              planner.candidate(
                  join,
                  correlate(rightLooked, left, scan),
                  left.startup() + scan.startupCost(),
                  lookupCost(left, scan),
                  left.orders()));
        }
      }
    }
    if (rightLooked != null && !join.analyzeCondition().leftKeys.isEmpty()) {
      for (Candidate left : lefts.list()) {
        for (LookupJoin.Batched batched : rightLooked.batched()) {
          result.add(batched(left, batched));
        }
      }
    }
    LookupJoin leftLooked = LookupJoin.of(join, false);
    if (leftLooked != null) {
      if (!join.analyzeCondition().leftKeys.isEmpty()) {
        leftLooked
            .batched()
            .forEach(batched -> result.add(batchedSwapped(leftLooked, right, batched)));
      }
      for (IndexScan scan : leftLooked.scans()) {
        result.add(
            ExchangedSides.reordered(
                planner,
                join,
                correlate(leftLooked, right, scan),
                right.startup() + scan.startupCost(),
                lookupCost(right, scan),
                List.of()));
      }
    }
  }

  private Candidate batched(Candidate left, LookupJoin.Batched lookup) {
    boolean ordered = PhysicalHashJoin.keepsLeftOrder(join, join.getCondition());
    return planner.candidate(
        join,
        PhysicalLookupJoin.create(
            left.node(),
            lookup.scan(),
            join.getCondition(),
            join.getJoinType(),
            lookup.ranges(),
            lookup.columns()),
        left.startup() + OperatorCosts.BATCHED_LOOKUP,
        batchedCost(left, lookup),
        ordered ? left.orders() : List.of());
  }

  private Candidate batchedSwapped(LookupJoin lookup, Candidate right, LookupJoin.Batched batched) {
    RelNode swapped =
        PhysicalLookupJoin.create(
            right.node(),
            batched.scan(),
            ExchangedSides.condition(join),
            lookup.type(),
            batched.ranges(),
            batched.columns());
    return ExchangedSides.reordered(
        planner,
        join,
        swapped,
        right.startup() + OperatorCosts.BATCHED_LOOKUP,
        batchedCost(right, batched),
        List.of());
  }

  private double batchedCost(Candidate outer, LookupJoin.Batched lookup) {
    return planner.penalty(PlanMethod.LOOKUP_JOIN)
        + outer.cost()
        + outer.rows() * (OperatorCosts.BATCHED_LOOKUP + lookup.matchCost())
        + OperatorCosts.HASH_MATCH * planner.rows(join);
  }

  private double lookupCost(Candidate outer, IndexScan scan) {
    return planner.penalty(PlanMethod.LOOKUP_JOIN)
        + outer.cost()
        + outer.rows() * (scan.cost() + OperatorCosts.CORRELATE_ROW);
  }

  private static RelNode correlate(LookupJoin lookup, Candidate outer, IndexScan scan) {
    return PhysicalCorrelate.create(
        outer.node(), scan, lookup.variable(), lookup.required(), lookup.type());
  }
}
