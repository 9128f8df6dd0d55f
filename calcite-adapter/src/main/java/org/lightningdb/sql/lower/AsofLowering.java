package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.operator.AsofJoinPlan;
import org.lightningdb.sql.exec.operator.AsofJoinPlan.Nearest;
import org.lightningdb.sql.exec.operator.OperatorPlan;
import org.lightningdb.sql.lower.expression.ExpressionLowering;
import org.lightningdb.sql.lower.expression.NumberLowering;
import org.lightningdb.sql.plan.NearestJoin;
import org.lightningdb.sql.plan.NotCoveredException;

/** ASOF joins. */
final class AsofLowering {
  private final ExpressionLowering expressions;
  private final OperatorPlan left;
  private final OperatorPlan right;

  AsofLowering(ExpressionLowering expressions, OperatorPlan left, OperatorPlan right) {
    this.expressions = expressions;
    this.left = left;
    this.right = right;
  }

  OperatorPlan lower(NearestJoin join) {
    List<AsofJoinPlan.Key> keys = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(join.condition())) {
      keys.add(operands(comparison(conjunct, SqlKind.EQUALS)).key());
    }
    RexCall match =
        comparison(
            join.matchCondition(),
            SqlKind.LESS_THAN,
            SqlKind.LESS_THAN_OR_EQUAL,
            SqlKind.GREATER_THAN,
            SqlKind.GREATER_THAN_OR_EQUAL);
    Operands operands = operands(match);
    SqlKind kind = operands.swapped() ? match.getKind().reverse() : match.getKind();
    return new AsofJoinPlan(left, right, join.keepsLeft(), keys, operands.key(), nearest(kind));
  }

  private static RexCall comparison(RexNode node, SqlKind... kinds) {
    if (node instanceof RexCall call && List.of(kinds).contains(call.getKind())) {
      return call;
    }
    throw new NotCoveredException("an ASOF join with the condition " + node);
  }

  /** What the left value is compared by: {@code left >= right} takes the greatest right one. */
  private static Nearest nearest(SqlKind kind) {
    return switch (kind) {
      case GREATER_THAN -> Nearest.BELOW;
      case GREATER_THAN_OR_EQUAL -> Nearest.AT_OR_BELOW;
      case LESS_THAN -> Nearest.ABOVE;
      default -> Nearest.AT_OR_ABOVE;
    };
  }

  /**
   * The operands of a comparison.
   *
   * @param swapped whether the right side's stands on the left
   */
  private record Operands(AsofJoinPlan.Key key, boolean swapped) {}

  private Operands operands(RexCall comparison) {
    RexNode first = comparison.getOperands().get(0);
    RexNode second = comparison.getOperands().get(1);
    boolean swapped = isOfRight(first);
    if (isOfRight(second) == swapped) {
      throw new NotCoveredException("an ASOF join with the condition " + comparison);
    }
    RexNode onRight = RexUtil.shift(swapped ? first : second, -left.types().size());
    Expression leftValue = expressions.lower(swapped ? second : first, left.types());
    Expression rightValue = expressions.lower(onRight, right.types());
    NumberLowering.Pair pair = NumberLowering.comparable(leftValue, rightValue);
    if (pair == null) {
      throw new NotCoveredException("an ASOF join of different types");
    }
    return new Operands(new AsofJoinPlan.Key(pair.left(), pair.right()), swapped);
  }

  private boolean isOfRight(RexNode node) {
    ImmutableBitSet columns = RelOptUtil.InputFinder.bits(node);
    int leftCount = left.types().size();
    boolean ofLeft = columns.length() <= leftCount;
    boolean ofRight = !columns.isEmpty() && columns.nth(0) >= leftCount;
    if (!ofLeft && !ofRight) {
      throw new NotCoveredException("an ASOF join that compares both sides at once");
    }
    return ofRight;
  }
}
