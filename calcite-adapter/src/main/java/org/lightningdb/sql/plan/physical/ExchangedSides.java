package org.lightningdb.sql.plan.physical;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.lightningdb.sql.plan.OperatorCosts;

/** A join whose sides change places. */
final class ExchangedSides {
  private ExchangedSides() {}

  /** The condition over the row whose sides are exchanged. */
  static RexNode condition(Join join) {
    int leftColumns = join.getLeft().getRowType().getFieldCount();
    int rightColumns = join.getRight().getRowType().getFieldCount();
    return join.getCondition()
        .accept(
            new RexShuttle() {
              @Override
              public RexNode visitInputRef(RexInputRef reference) {
                int column = reference.getIndex();
                return new RexInputRef(
                    column < leftColumns ? column + rightColumns : column - leftColumns,
                    reference.getType());
              }
            });
  }

  /**
   * A join of exchanged sides, with its columns put back.
   *
   * @param orders over the columns that are put back
   */
  static Candidate reordered(
      PhysicalPlanner.Run planner,
      Join join,
      RelNode swapped,
      double startup,
      double cost,
      List<RelCollation> orders) {
    RexBuilder builder = join.getCluster().getRexBuilder();
    int leftColumns = join.getLeft().getRowType().getFieldCount();
    int rightColumns = join.getRight().getRowType().getFieldCount();
    List<RexNode> columns = new ArrayList<>();
    for (int i = 0; i < leftColumns; i++) {
      columns.add(builder.makeInputRef(swapped, rightColumns + i));
    }
    for (int i = 0; i < rightColumns; i++) {
      columns.add(builder.makeInputRef(swapped, i));
    }
    planner.candidate(join, swapped, startup, cost, List.of());
    return planner.candidate(
        join,
        PhysicalProject.create(swapped, columns, join.getRowType()),
        startup,
        cost + OperatorCosts.LIMIT * planner.rows(join),
        orders);
  }
}
