package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.expression.Expression;

/**
 * Joins two inputs that come in the order of their keys, reading both once side by side. Of the
 * right side it holds one batch, or as many as the rows of one key fill. Left rows keep their
 * order, except that those without a match may come after later ones if there is a residual.
 *
 * @param keys the inputs' common order, most important first; both sides must come in it
 * @param residual further condition over the columns of both sides; null = none
 */
public record MergeJoinPlan(
    OperatorPlan left,
    OperatorPlan right,
    JoinType type,
    List<Key> keys,
    @Nullable Expression residual)
    implements OperatorPlan {
  public MergeJoinPlan {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || type == JoinType.MARK) {
      throw new IllegalArgumentException("no merge join: " + type + " by " + keys);
    }
  }

  /**
   * One equality.
   *
   * @param left over the left columns
   * @param right over the right columns, of the same kind and scale
   * @param nullSafe whether NULL equals NULL
   */
  public record Key(
      Expression left,
      Expression right,
      boolean descending,
      boolean nullsFirst,
      boolean nullSafe) {}

  @Override
  public List<SqlType> types() {
    return HashJoinPlan.joinedTypes(left, right, type);
  }

  @Override
  public Operator operator(Execution execution) {
    return new MergeJoinOperator(this, execution);
  }
}
