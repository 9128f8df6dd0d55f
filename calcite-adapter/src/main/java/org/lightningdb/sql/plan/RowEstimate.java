package org.lightningdb.sql.plan;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.lightningdb.sql.bind.CatalogTable;

/** Guesses how many rows a node gives, where Calcite's own guesses are unusable. */
final class RowEstimate {
  private RowEstimate() {}

  static double of(RelNode node, PlanMetadata metadata) {
    if (node instanceof Join join) {
      return join(join, metadata);
    }
    if (node instanceof Filter filter) {
      return filter(filter, metadata);
    }
    if (node instanceof Project || node instanceof Window || node instanceof NearestJoin) {
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
    JoinInfo keys = join.analyzeCondition();
    JoinEstimate estimate =
        JoinEstimate.of(
            metadata,
            join.getLeft(),
            keys.leftKeys,
            join.getRight(),
            keys.rightKeys,
            keys.nonEquiConditions);
    return estimate.rows(
        join.getJoinType(), rows(join.getLeft(), metadata), rows(join.getRight(), metadata));
  }

  private static double filter(Filter filter, PlanMetadata metadata) {
    if (filter.getInput() instanceof TableScan scan) {
      CatalogTable table = scan.getTable().unwrap(CatalogTable.class);
      if (table != null && !(scan instanceof TableAccess)) {
        return ConditionEstimate.rows(table, filter.getCondition());
      }
    }
    double rows = rows(filter.getInput(), metadata);
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      if (conjunct.isA(SqlKind.EQUALS)
          && ((RexCall) conjunct).getOperands().get(0) instanceof RexInputRef column) {
        rows /= DistinctValues.of(metadata, filter.getInput(), column.getIndex());
      } else {
        rows *= ConditionEstimate.guess(conjunct);
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
    double matches = left * right;
    return switch (correlate.getJoinType()) {
      case SEMI, ANTI -> Math.max(1, left / 2);
      case LEFT -> Math.max(left, matches);
      default -> Math.max(1, matches);
    };
  }
}
