package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.expression.Expression;

/**
 * Joins by equal keys: keeps the rows of the right side in a hash table and looks up those of the
 * left, batch by batch. Matches of a left row come in the order of the right side; left rows keep
 * their order, except that those without a match follow their batch if there is a residual.
 *
 * @param leftKeys over the left columns
 * @param rightKeys over the right columns, of the same kinds and scales
 * @param nullSafe for each key whether NULL equals NULL
 * @param residual further condition over the columns of both sides; null = none
 * @param ordered whether something relies on the order of the left rows, which files lose: the rows
 *     are sorted again then
 * @param filters of the right keys, for use below the left side; only if a left row without a match
 *     is of no use
 */
public record HashJoinPlan(
    OperatorPlan left,
    OperatorPlan right,
    JoinType type,
    List<Expression> leftKeys,
    List<Expression> rightKeys,
    List<Boolean> nullSafe,
    @Nullable Expression residual,
    boolean ordered,
    List<FilteredKey> filters)
    implements StreamingPlan {
  /**
   * A key whose values on the right side become a filter of left rows.
   *
   * @param number under which the execution hands the filter over
   */
  public record FilteredKey(int key, int number) {}

  public HashJoinPlan {
    filters = List.copyOf(filters);
    leftKeys = List.copyOf(leftKeys);
    rightKeys = List.copyOf(rightKeys);
    nullSafe = List.copyOf(nullSafe);
    if (type == JoinType.MARK && residual != null) {
      throw new IllegalArgumentException("a mark join by hash has no residual");
    }
  }

  /** Without filters. */
  public HashJoinPlan(
      OperatorPlan left,
      OperatorPlan right,
      JoinType type,
      List<Expression> leftKeys,
      List<Expression> rightKeys,
      List<Boolean> nullSafe,
      @Nullable Expression residual,
      boolean ordered) {
    this(left, right, type, leftKeys, rightKeys, nullSafe, residual, ordered, List.of());
  }

  @Override
  public List<SqlType> types() {
    return joinedTypes(left, right, type);
  }

  static List<SqlType> joinedTypes(OperatorPlan left, OperatorPlan right, JoinType type) {
    if (type.keepsRightAlone()) {
      return right.types();
    }
    List<SqlType> types = new ArrayList<>(left.types());
    if (type.combines()) {
      types.addAll(right.types());
    } else if (type == JoinType.MARK) {
      types.add(SqlType.of(TypeKind.BOOLEAN));
    }
    return types;
  }

  /** Whether each left row alone decides what is returned for it, given the right rows. */
  boolean isStreaming() {
    return !type.keepsRight();
  }

  @Override
  public OperatorPlan streamed() {
    return left;
  }

  @Override
  public Operator over(Operator rows, Execution execution) {
    return new HashJoinOperator(this, execution, rows, JoinPart.WHOLE);
  }
}
