package org.lightningdb.sql.plan;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.metadata.RelMdUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/** Guesses how many rows a node gives, where Calcite's own guesses are unusable. */
final class RowEstimate {
  /** A fraction of rows that survive when nothing better is known. */
  private static final double ANTI_LEAST = 0.1;

  private RowEstimate() {}

  static double of(RelNode node, PlanMetadata metadata) {
    if (node instanceof Join join) {
      return join(join, metadata);
    }
    if (node instanceof Filter filter) {
      return filter(filter, metadata);
    }
    if (node instanceof Project || node instanceof Window) {
      return rows(node.getInput(0), metadata);
    }
    if (node instanceof Aggregate aggregate) {
      return aggregate(aggregate, metadata);
    }
    if (node instanceof Correlate correlate) {
      return correlate(correlate, metadata);
    }
    if (node instanceof TableScan) {
      return node.estimateRowCount(metadata);
    }
    Double guess = metadata.guessedRowCount(node);
    return guess == null ? 1 : guess;
  }

  private static double rows(RelNode node, PlanMetadata metadata) {
    return metadata.getRowCount(node);
  }

  private static double join(Join join, PlanMetadata metadata) {
    double left = rows(join.getLeft(), metadata);
    double right = rows(join.getRight(), metadata);
    double matches = left * right;
    JoinInfo keys = join.analyzeCondition();
    matches /=
        Math.max(
            DistinctValues.of(metadata, join.getLeft(), keys.leftKeys),
            DistinctValues.of(metadata, join.getRight(), keys.rightKeys));
    for (RexNode other : keys.nonEquiConditions) {
      matches *= RelMdUtil.guessSelectivity(other);
    }
    return Math.max(1, limited(join.getJoinType(), matches, left, right));
  }

  private static double limited(JoinRelType type, double matches, double left, double right) {
    return switch (type) {
      case LEFT -> Math.max(matches, left);
      case RIGHT -> Math.max(matches, right);
      case FULL -> Math.max(matches, left + right);
      case SEMI -> Math.min(left, matches);
      case ANTI -> Math.max(left - matches, left * ANTI_LEAST);
      case LEFT_MARK -> left;
      default -> matches;
    };
  }

  private static double filter(Filter filter, PlanMetadata metadata) {
    double rows = rows(filter.getInput(), metadata);
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      if (conjunct.isA(SqlKind.EQUALS)
          && ((RexCall) conjunct).getOperands().get(0) instanceof RexInputRef column) {
        rows /= DistinctValues.of(metadata, filter.getInput(), column.getIndex());
      } else {
        rows *= RelMdUtil.guessSelectivity(conjunct);
      }
    }
    return Math.max(1, rows);
  }

  /** As many groups as combinations of values, but each group has a row. */
  private static double aggregate(Aggregate aggregate, PlanMetadata metadata) {
    double input = rows(aggregate.getInput(), metadata);
    double groups =
        DistinctValues.of(metadata, aggregate.getInput(), aggregate.getGroupSet().asList());
    return Math.max(1, Math.min(input, groups)) * aggregate.getGroupSets().size();
  }

  private static double correlate(Correlate correlate, PlanMetadata metadata) {
    double left = rows(correlate.getLeft(), metadata);
    double right = rows(correlate.getRight(), metadata);
    return Math.max(1, limited(correlate.getJoinType(), left * right, left, left * right));
  }
}
