package org.lightningdb.sql.exec.aggregate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.expression.Expression;

/**
 * One aggregate of a query.
 *
 * @param filter only rows for which it is true count; null = all
 * @param distinct the arguments of a DISTINCT aggregate, of which each combination counts once a
 *     group; empty if it is none
 */
public record AggregateCallPlan(
    AggregateFunction function, @Nullable Expression filter, List<Expression> distinct) {
  public AggregateCallPlan {
    distinct = List.copyOf(distinct);
  }
}
