package org.lightningdb.sql.plan.physical;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * The condition of a join as its operators understand it, and whether it can be a hash join: that
 * needs an equality.
 *
 * <p>Mark joins (IN and NOT IN as a column) by hash take a NULL of any row for a NULL of the rows
 * that match otherwise. They are used only where that is the same: with one nullable equality and
 * nothing else, or with none.
 */
final class MarkCondition {
  private MarkCondition() {}

  static RexNode of(Join join) {
    return join.getJoinType() == JoinRelType.LEFT_MARK ? withoutUnknown(join) : join.getCondition();
  }

  /**
   * Whether a hash join can answer a join.
   *
   * @param condition from {@link #of}
   */
  static boolean isHashable(Join join, RexNode condition) {
    JoinInfo keys = JoinInfo.of(join.getLeft(), join.getRight(), condition);
    return join.getJoinType() == JoinRelType.LEFT_MARK
        ? isMarkHashable(keys)
        : !keys.leftKeys.isEmpty();
  }

  /** Equalities of operands that are never NULL, written as what cannot be unknown. */
  private static RexNode withoutUnknown(Join join) {
    RexBuilder builder = join.getCluster().getRexBuilder();
    List<RexNode> conjuncts = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
      boolean neverNull =
          conjunct.isA(SqlKind.EQUALS)
              && ((RexCall) conjunct)
                  .getOperands().stream().noneMatch(operand -> operand.getType().isNullable());
      conjuncts.add(
          neverNull
              ? builder.makeCall(
                  SqlStdOperatorTable.IS_NOT_DISTINCT_FROM, ((RexCall) conjunct).getOperands())
              : conjunct);
    }
    return RexUtil.composeConjunction(builder, conjuncts);
  }

  private static boolean isMarkHashable(JoinInfo keys) {
    long nullable = keys.nullExclusionFlags.stream().filter(flag -> flag).count();
    boolean keysOnly = !keys.leftKeys.isEmpty() && keys.nonEquiConditions.isEmpty();
    return keysOnly && (nullable == 0 || keys.leftKeys.size() == 1);
  }
}
