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
 * @param ofValues the function over those arguments as columns from 1 on, which can be {@link
 *     Accumulator#merge merged}; null = the arguments have to stay in memory
 */
public record AggregateCallPlan(
    AggregateFunction function,
    @Nullable Expression filter,
    List<Expression> distinct,
    @Nullable AggregateFunction ofValues) {
  public AggregateCallPlan {
    distinct = List.copyOf(distinct);
  }

  /** An aggregate whose DISTINCT arguments, if any, stay in memory. */
  public AggregateCallPlan(
      AggregateFunction function, @Nullable Expression filter, List<Expression> distinct) {
    this(function, filter, distinct, null);
  }
}
