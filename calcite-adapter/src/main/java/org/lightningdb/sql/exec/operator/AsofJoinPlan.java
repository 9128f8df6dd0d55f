package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.expression.Expression;

/**
 * Joins each left row with the right row that equals it in some values and is nearest to it in one
 * more. Left rows keep their order.
 *
 * @param keepsLeft whether left rows without such a row stay, beside NULLs
 * @param keys equalities
 * @param match the values that are compared
 * @param nearest which right row is taken
 */
public record AsofJoinPlan(
    OperatorPlan left,
    OperatorPlan right,
    boolean keepsLeft,
    List<Key> keys,
    Key match,
    Nearest nearest)
    implements OperatorPlan {
  public AsofJoinPlan {
    keys = List.copyOf(keys);
  }

  /** Two values of the same form, one over the left columns, one over the right ones. */
  public record Key(Expression left, Expression right) {}

  /** Which right row is the nearest. */
  public enum Nearest {
    /** That with the greatest value below the left one. */
    BELOW(-1, false),
    AT_OR_BELOW(-1, true),
    /** That with the smallest value above the left one. */
    ABOVE(1, false),
    AT_OR_ABOVE(1, true);

    private final int direction;
    private final boolean equal;

    Nearest(int direction, boolean equal) {
      this.direction = direction;
      this.equal = equal;
    }

    boolean isBelow() {
      return direction < 0;
    }

    /** Whether an equal value counts. */
    boolean takesEqual() {
      return equal;
    }
  }

  @Override
  public List<SqlType> types() {
    return HashJoinPlan.joinedTypes(left, right, keepsLeft ? JoinType.LEFT : JoinType.INNER);
  }

  @Override
  public Operator operator(Execution execution) {
    return new AsofJoinOperator(this, execution);
  }
}
