package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.expression.Expression;

/**
 * Joins by any condition: keeps the right side's rows and checks each of them against a batch of
 * left rows at once. Rows come in no particular order.
 *
 * @param condition over the columns of both sides; null = always true
 * @param conditionColumns the right columns that the condition reads
 */
public record NestedLoopJoinPlan(
    OperatorPlan left,
    OperatorPlan right,
    JoinType type,
    @Nullable Expression condition,
    List<Integer> conditionColumns)
    implements OperatorPlan {
  public NestedLoopJoinPlan {
    conditionColumns = List.copyOf(conditionColumns);
  }

  @Override
  public List<SqlType> types() {
    return HashJoinPlan.joinedTypes(left, right, type);
  }

  @Override
  public Operator operator(Execution execution) {
    return new NestedLoopJoinOperator(this, execution);
  }
}
