package org.lightningdb.sql.plan.physical;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.bind.TypeMapping;
import org.lightningdb.sql.plan.OperatorCosts;
import org.lightningdb.sql.plan.PlanMethod;

/**
 * The ways to answer a join by merging: for each order of its equalities that an index of either
 * side may give, or that is asked for. A side that does not come in it is sorted.
 */
final class MergeJoinAlternatives {
  /** More orders than these are not tried. */
  private static final int ORDERS_MAX = 3;

  /**
   * A common order of both sides.
   *
   * @param equalities their numbers, in this order
   * @param left over the left columns
   * @param right over the right columns
   */
  private record SharedOrder(List<Integer> equalities, RelCollation left, RelCollation right) {
    /** The keys of a join whose left side comes in {@code outer}. */
    List<PhysicalMergeJoin.Key> keys(RelCollation outer) {
      List<PhysicalMergeJoin.Key> keys = new ArrayList<>();
      for (int i = 0; i < equalities.size(); i++) {
        keys.add(new PhysicalMergeJoin.Key(equalities.get(i), outer.getFieldCollations().get(i)));
      }
      return keys;
    }
  }

  private final PhysicalPlanner.Run planner;
  private final Join join;
  private final JoinInfo equalities;
  private final int leftColumns;
  private final List<SharedOrder> orders;

  /**
   * The ways.
   *
   * @param wanted orders that the join's rows would better come in
   */
  MergeJoinAlternatives(PhysicalPlanner.Run planner, Join join, List<RelCollation> wanted) {
    this.planner = planner;
    this.join = join;
    this.equalities = join.analyzeCondition();
    this.leftColumns = join.getLeft().getRowType().getFieldCount();
    this.orders = isPossible() ? orders(wanted) : List.of();
  }

  private boolean isPossible() {
    return switch (join.getJoinType()) {
      case INNER, LEFT, RIGHT, FULL, SEMI, ANTI ->
          !equalities.leftKeys.isEmpty()
              && isDistinct(equalities.leftKeys)
              && isDistinct(equalities.rightKeys)
              && areOrderedAlike();
      default -> false;
    };
  }

  private static boolean isDistinct(List<Integer> columns) {
    return Set.copyOf(columns).size() == columns.size();
  }

  /** Whether vectors keep both operands of each equality in the same form. */
  private boolean areOrderedAlike() {
    for (int i = 0; i < equalities.leftKeys.size(); i++) {
      SqlType left = type(join.getLeft(), equalities.leftKeys.get(i));
      SqlType right = type(join.getRight(), equalities.rightKeys.get(i));
      if (left.columnKind() != right.columnKind()
          || left.scale() != right.scale()
          || !(left.kind() == right.kind()
              || (isExact(left) && isExact(right))
              || (isText(left) && isText(right)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isExact(SqlType type) {
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> true;
      default -> false;
    };
  }

  private static boolean isText(SqlType type) {
    return type.kind() == TypeKind.CHAR || type.kind() == TypeKind.VARCHAR;
  }

  private static SqlType type(RelNode node, int column) {
    RelDataType type = node.getRowType().getFieldList().get(column).getType();
    return TypeMapping.toComputedType(type);
  }

  private List<SharedOrder> orders(List<RelCollation> wanted) {
    Set<SharedOrder> found = new LinkedHashSet<>();
    for (RelCollation order : Orders.ofFirstColumns(wanted, leftColumns)) {
      add(found, shared(order, equalities.leftKeys));
    }
    for (RelCollation order : NaturalOrders.of(join.getLeft())) {
      add(found, shared(order, equalities.leftKeys));
    }
    for (RelCollation order : NaturalOrders.of(join.getRight())) {
      add(found, shared(order, equalities.rightKeys));
    }
    if (found.isEmpty() && isHashAvoided()) {
      List<RelFieldCollation> fields = new ArrayList<>();
      equalities.leftKeys.forEach(column -> fields.add(Orders.ascending(column)));
      add(found, shared(RelCollations.of(fields), equalities.leftKeys));
    }
    return found.stream().limit(ORDERS_MAX).toList();
  }

  private boolean isHashAvoided() {
    return planner.avoids(PlanMethod.HASH_BUILD_LEFT)
        && planner.avoids(PlanMethod.HASH_BUILD_RIGHT);
  }

  private static void add(Set<SharedOrder> found, @Nullable SharedOrder order) {
    if (order != null) {
      found.add(order);
    }
  }

  /** The beginning of an order of one side's columns, if it is an order of all its keys. */
  private @Nullable SharedOrder shared(RelCollation order, List<Integer> columns) {
    List<Integer> numbers = new ArrayList<>();
    List<RelFieldCollation> left = new ArrayList<>();
    List<RelFieldCollation> right = new ArrayList<>();
    for (RelFieldCollation field : Orders.prefix(order, columns).getFieldCollations()) {
      int number = columns.indexOf(field.getFieldIndex());
      numbers.add(number);
      left.add(field.withFieldIndex(equalities.leftKeys.get(number)));
      right.add(field.withFieldIndex(equalities.rightKeys.get(number)));
    }
    return numbers.size() < columns.size()
        ? null
        : new SharedOrder(List.copyOf(numbers), RelCollations.of(left), RelCollations.of(right));
  }

  /** The orders to ask of the left side. */
  List<RelCollation> leftOrders() {
    return orders.stream().map(SharedOrder::left).toList();
  }

  /** The orders to ask of the right side. */
  List<RelCollation> rightOrders() {
    return orders.stream().map(SharedOrder::right).toList();
  }

  /** Adds the joins of candidates of both sides. */
  void addTo(Candidates result, Candidates lefts, Candidates rights) {
    for (SharedOrder order : orders) {
      boolean sorted =
          lefts.list().stream().anyMatch(left -> left.comesIn(order.left()))
              || rights.list().stream().anyMatch(right -> right.comesIn(order.right()));
      if (sorted || isHashAvoided()) {
        Candidate left = inOrder(join.getLeft(), lefts, order.left());
        Candidate right = inOrder(join.getRight(), rights, order.right());
        JoinRelType type = join.getJoinType();
        if (type != JoinRelType.RIGHT) {
          result.add(merge(order, left, right));
        }
        if (type == JoinRelType.RIGHT
            || (type == JoinRelType.INNER && left.rows() < right.rows())) {
          result.add(exchanged(order, left, right));
        }
      }
    }
  }

  private Candidate inOrder(RelNode node, Candidates candidates, RelCollation order) {
    Candidate best = null;
    for (Candidate candidate : candidates.list()) {
      if (candidate.comesIn(order) && (best == null || candidate.cost() < best.cost())) {
        best = candidate;
      }
    }
    Candidate cheapest = candidates.cheapest();
    double sortedCost = cheapest.cost() + OperatorCosts.sort(cheapest.rows());
    if (best != null && best.cost() <= sortedCost) {
      return best;
    }
    return planner.candidate(
        node,
        PhysicalSort.create(cheapest.node(), order, null, null),
        sortedCost,
        sortedCost,
        List.of(order));
  }

  private Candidate merge(SharedOrder order, Candidate left, Candidate right) {
    return planner.candidate(
        join,
        PhysicalMergeJoin.create(
            left.node(),
            right.node(),
            join.getCondition(),
            join.getJoinType(),
            order.keys(order.left())),
        startup(left, right),
        cost(left, right),
        orders(left.orders(), Orders.shifted(List.of(order.right()), leftColumns)));
  }

  /** The same with the right side's rows joined, one after the other, to those of the left. */
  private Candidate exchanged(SharedOrder order, Candidate left, Candidate right) {
    RelNode swapped =
        PhysicalMergeJoin.create(
            right.node(),
            left.node(),
            ExchangedSides.condition(join),
            join.getJoinType() == JoinRelType.RIGHT ? JoinRelType.LEFT : join.getJoinType(),
            order.keys(order.right()));
    return ExchangedSides.reordered(
        planner,
        join,
        swapped,
        startup(left, right),
        cost(right, left),
        orders(Orders.shifted(right.orders(), leftColumns), List.of(order.left())));
  }

  private double startup(Candidate left, Candidate right) {
    return left.startup() + right.startup() + planner.penalty(PlanMethod.MERGE_JOIN);
  }

  private double cost(Candidate outer, Candidate inner) {
    return planner.penalty(PlanMethod.MERGE_JOIN)
        + outer.cost()
        + inner.cost()
        + OperatorCosts.MERGE_OUTER * outer.rows()
        + OperatorCosts.MERGE_INNER * inner.rows()
        + OperatorCosts.HASH_MATCH * planner.rows(join);
  }

  /** Left rows without a match come late if there are further conditions. */
  private List<RelCollation> orders(List<RelCollation> outer, List<RelCollation> inner) {
    List<RelCollation> result = new ArrayList<>();
    switch (join.getJoinType()) {
      case INNER -> {
        result.addAll(outer);
        result.addAll(inner);
      }
      case SEMI, ANTI -> result.addAll(outer);
      case LEFT, RIGHT -> {
        if (equalities.nonEquiConditions.isEmpty()) {
          result.addAll(outer);
        }
      }
      default -> {}
    }
    return result;
  }
}
