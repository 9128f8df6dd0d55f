package org.lightningdb.sql.plan;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;

/**
 * The way of a query from the tree that validation gives to the one that the cost-based search
 * gets, in order. Every phase keeps the meaning; each can be understood alone.
 */
enum PlannerPhase {
  /** ASOF joins become something that no rule takes for a join. */
  ASOF_JOINS {
    @Override
    RelNode apply(RelNode node, PlanningContext context) {
      return NearestJoin.replaceAll(node);
    }
  },

  /** Casts that only promise NOT NULL disappear: simplification trusts them too much. */
  NULLABILITY {
    @Override
    RelNode apply(RelNode node, PlanningContext context) {
      return NullabilityCasts.remove(node);
    }
  },

  /** Frames of GROUPS become frames of RANGE over a rank. */
  GROUPS_FRAMES {
    @Override
    RelNode apply(RelNode node, PlanningContext context) {
      return GroupsFrames.apply(node);
    }
  },

  /** Sub-queries leave join conditions. */
  JOIN_SUBQUERIES {
    @Override
    RelNode apply(RelNode node, PlanningContext context) {
      return JoinSubQueries.apply(node);
    }
  },

  /** EXISTS, IN and NOT IN conjuncts become semi-joins and anti-joins where that is exact. */
  SUBQUERIES_TO_JOINS {
    @Override
    RelNode apply(RelNode node, PlanningContext context) {
      return new SubQueryToJoin().apply(node);
    }
  },

  /** All other sub-queries become joins with a row-by-row right side, then ordinary joins. */
  DECORRELATION {
    @Override
    RelNode apply(RelNode node, PlanningContext context) {
      return Decorrelation.apply(node, context.cautious());
    }
  },

  /** Comparisons with CHAR values ignore trailing blanks. */
  CHAR_COMPARISON {
    @Override
    RelNode apply(RelNode node, PlanningContext context) {
      return CharComparison.apply(node);
    }
  },

  /** Columns that nobody reads are dropped. */
  TRIM {
    @Override
    RelNode apply(RelNode node, PlanningContext context) {
      return context.converter().trimUnusedFields(true, node);
    }
  },

  /** {@code (a AND b) OR (a AND c)} becomes {@code a AND (b OR c)}, so that a can be pushed. */
  COMMON_FACTORS {
    @Override
    RelNode apply(RelNode node, PlanningContext context) {
      return CommonFactors.pull(node);
    }
  },

  /** Conditions move to where their columns come from; what is simple is simplified. */
  PUSH_DOWN {
    @Override
    RelNode apply(RelNode node, PlanningContext context) {
      return (context.cautious() ? PushDownRules.CAUTIOUS : PushDownRules.PROGRAM).run(node);
    }
  },

  /** Conditions that follow from others, and joins that are inner ones by them. */
  INFERENCE {
    @Override
    RelNode apply(RelNode node, PlanningContext context) {
      RelNode current = node;
      for (int round = 0; round < INFERENCES_MAX; round++) {
        RelNode inferred = TransitiveConditions.infer(OuterJoins.simplify(current));
        if (inferred.equals(current)) {
          break;
        }
        current = PushDownRules.PROGRAM.run(inferred);
      }
      return LimitPushDown.apply(current);
    }
  },

  /** Once more: conditions that moved no longer need columns above. */
  TRIM_AGAIN {
    @Override
    RelNode apply(RelNode node, PlanningContext context) {
      return context.converter().trimUnusedFields(true, node);
    }
  },

  /** The same once more, as moving and simplifying leave new ones behind. */
  NULLABILITY_AGAIN {
    @Override
    RelNode apply(RelNode node, PlanningContext context) {
      return NullabilityCasts.remove(node);
    }
  },

  /** Inner joins are put into the order with the smallest intermediate results. */
  JOIN_ORDER {
    @Override
    RelNode apply(RelNode node, PlanningContext context) {
      return RelOptUtil.countJoins(node) < 1 || context.avoided().contains(PlanMethod.JOIN_ORDER)
          ? node
          : PushDownRules.AFTER_JOIN_ORDER.run(JoinOrder.apply(node));
    }
  },

  /** Scans swallow the filters and projections above them and learn of wished orders. */
  TABLE_ACCESS {
    @Override
    RelNode apply(RelNode node, PlanningContext context) {
      return TableAccessPhase.apply(node);
    }
  },

  /** MIN and MAX are taken from the ends of an index. */
  INDEX_EXTREMES {
    @Override
    RelNode apply(RelNode node, PlanningContext context) {
      return IndexExtremes.apply(node);
    }
  };

  /** A condition wanders through a chain of joins, one in each round. */
  private static final int INFERENCES_MAX = 4;

  abstract RelNode apply(RelNode node, PlanningContext context);

  /**
   * Whether a plan needs this phase to be right, or to be at all; the others only make it faster.
   */
  boolean isNecessary() {
    return switch (this) {
      case SUBQUERIES_TO_JOINS, COMMON_FACTORS, INFERENCE, TRIM_AGAIN, JOIN_ORDER, INDEX_EXTREMES ->
          false;
      default -> true;
    };
  }

  /** All phases, first to last. */
  static RelNode applyAll(RelNode node, PlanningContext context, PlanningObserver observer) {
    RelNode current = node;
    for (PlannerPhase phase : values()) {
      if (phase.isNecessary() || !context.cautious()) {
        observer.begin(phase.name());
        current = phase.apply(current, context);
      }
    }
    return current;
  }
}
