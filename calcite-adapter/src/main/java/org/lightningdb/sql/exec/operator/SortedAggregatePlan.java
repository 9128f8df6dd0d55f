package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.aggregate.AggregateCallPlan;

/**
 * Aggregates groups of rows that follow each other: a group is given out soon after it has ended,
 * in the input's order, and only some thousand groups are held at a time.
 *
 * @param keys the input columns of the result's first columns; rows with equal keys must follow
 *     each other; at least one
 * @param calls the aggregates, then
 */
public record SortedAggregatePlan(
    OperatorPlan input, List<Integer> keys, List<AggregateCallPlan> calls, List<SqlType> types)
    implements OperatorPlan {
  public SortedAggregatePlan {
    keys = List.copyOf(keys);
    calls = List.copyOf(calls);
    types = List.copyOf(types);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no keys");
    }
  }

  @Override
  public Operator operator(Execution execution) {
    return new SortedAggregateOperator(this, execution);
  }
}
