package org.lightningdb.sql.plan.physical;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.sql.SqlKind;
import org.lightningdb.sql.plan.FirstOfEach;
import org.lightningdb.sql.plan.LightningConvention;
import org.lightningdb.sql.plan.OperatorCosts;
import org.lightningdb.sql.plan.PlanMethod;
import org.lightningdb.sql.plan.TableAccess;

/** The ways to answer an aggregation: by hashing, or, if groups come one after the other, as is. */
final class AggregateAlternatives {
  /** More orders than these are not tried. */
  private static final int ORDERS_MAX = 3;

  private final PhysicalPlanner.Run planner;
  private final Aggregate aggregate;
  private final List<Integer> keys;

  AggregateAlternatives(PhysicalPlanner.Run planner, Aggregate aggregate) {
    this.planner = planner;
    this.aggregate = aggregate;
    this.keys = aggregate.getGroupSet().asList();
  }

  Candidates candidates(List<RelCollation> wanted) {
    List<RelCollation> orders = canBeSorted() ? orders(wanted) : List.of();
    Candidates inputs = planner.candidates(aggregate.getInput(), orders);
    Candidates result = Candidates.of(hashed(inputs.cheapest()));
    for (Candidate input : inputs.list()) {
      List<RelCollation> kept = groupOrders(input);
      if (!kept.isEmpty() && canBeSorted()) {
        result.add(sorted(input, kept));
      }
    }
    if (aggregate.getInput() instanceof TableAccess access) {
      FirstOfEach.scans(access, aggregate)
          .forEach(scan -> addFirstOfEach(planner.scan(scan, scan.path().prefixes()), result));
    }
    if (canBeSorted() && planner.avoids(PlanMethod.HASH_AGGREGATE)) {
      result.add(sortedFirst(inputs.cheapest()));
    }
    return result;
  }

  /** Adds the same aggregation over only one row for each group, or for each value in a group. */
  private void addFirstOfEach(Candidate input, Candidates result) {
    result.add(hashed(input));
    List<RelCollation> kept = groupOrders(input);
    if (!kept.isEmpty() && canBeSorted()) {
      result.add(sorted(input, kept));
    }
  }

  private Candidate hashed(Candidate input) {
    double cost =
        input.cost()
            + planner.penalty(PlanMethod.HASH_AGGREGATE)
            + OperatorCosts.AGGREGATE * input.rows() * aggregate.getGroupSets().size()
            + OperatorCosts.GROUP * planner.rows(aggregate);
    return planner.candidate(
        aggregate,
        new PhysicalAggregate(
            aggregate.getCluster().traitSetOf(LightningConvention.INSTANCE),
            input.node(),
            aggregate.getGroupSet(),
            aggregate.getGroupSets(),
            aggregate.getAggCallList()),
        cost,
        cost,
        List.of());
  }

  private boolean canBeSorted() {
    return !keys.isEmpty()
        && aggregate.getGroupSets().size() == 1
        && aggregate.getAggCallList().stream()
            .map(call -> call.getAggregation().getKind())
            .noneMatch(kind -> kind == SqlKind.GROUPING || kind == SqlKind.GROUP_ID);
  }

  /** Orders of all keys that an index may give, also backward if that is wanted. */
  private List<RelCollation> orders(List<RelCollation> wanted) {
    Set<RelCollation> orders = new LinkedHashSet<>();
    for (RelCollation natural : NaturalOrders.of(aggregate.getInput())) {
      RelCollation order = Orders.prefix(natural, keys);
      if (order.getFieldCollations().size() == keys.size()) {
        RelCollation reversed = Orders.reversed(order);
        boolean backward = wanted.stream().anyMatch(outer -> ofGroups(reversed).satisfies(outer));
        orders.add(backward ? reversed : order);
      }
    }
    return orders.stream().limit(ORDERS_MAX).toList();
  }

  private RelCollation ofGroups(RelCollation order) {
    return RelCollations.of(
        order.getFieldCollations().stream()
            .map(field -> field.withFieldIndex(keys.indexOf(field.getFieldIndex())))
            .toList());
  }

  /** The orders in which groups come out of an input; none if their rows are scattered. */
  private List<RelCollation> groupOrders(Candidate input) {
    List<RelCollation> orders = new ArrayList<>();
    for (RelCollation order : input.orders()) {
      RelCollation kept = Orders.prefix(order, keys);
      if (kept.getFieldCollations().size() == keys.size()) {
        orders.add(ofGroups(kept));
      }
    }
    return orders;
  }

  private Candidate sorted(Candidate input, List<RelCollation> orders) {
    double penalty = planner.penalty(PlanMethod.SORTED_AGGREGATE);
    return planner.candidate(
        aggregate,
        PhysicalSortedAggregate.create(input.node(), aggregate),
        input.startup() + penalty,
        input.cost()
            + penalty
            + OperatorCosts.SORTED_AGGREGATE * input.rows()
            + OperatorCosts.SORTED_GROUP * planner.rows(aggregate),
        orders);
  }

  private Candidate sortedFirst(Candidate input) {
    List<RelFieldCollation> fields = keys.stream().map(Orders::ascending).toList();
    RelCollation order = RelCollations.of(fields);
    RelNode node = PhysicalSort.create(input.node(), order, null, null);
    double cost = input.cost() + OperatorCosts.sort(input.rows());
    Candidate sorted = planner.candidate(aggregate.getInput(), node, cost, cost, List.of(order));
    return sorted(sorted, List.of(ofGroups(order)));
  }
}
