package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableHashJoin;
import org.apache.calcite.adapter.enumerable.EnumerableNestedLoopJoin;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Chooses between the executor's hash join and its nested loop.
 *
 * <p>A hash join needs an equality. The hash join for mark joins (IN and NOT IN as a column) takes
 * a NULL of any row for a NULL of the matching rows: it is used only where that is the same, with
 * one nullable equality and nothing else, or with none.
 */
final class ExecutorJoinRule extends ConverterRule {
  static final RelOptRule INSTANCE =
      Config.INSTANCE
          .withConversion(
              LogicalJoin.class, Convention.NONE, EnumerableConvention.INSTANCE, "ExecutorJoin")
          .withRuleFactory(ExecutorJoinRule::new)
          .toRule(ExecutorJoinRule.class);

  private ExecutorJoinRule(Config config) {
    super(config);
  }

  @Override
  public RelNode convert(RelNode node) {
    Join join = (Join) node;
    RelNode left = converted(join.getLeft());
    RelNode right = converted(join.getRight());
    JoinInfo keys = join.analyzeCondition();
    if (join.getJoinType() == JoinRelType.LEFT_MARK) {
      RexNode condition = withoutUnknown(join);
      return isHashable(JoinInfo.of(join.getLeft(), join.getRight(), condition))
          ? hash(join, left, right, condition)
          : EnumerableNestedLoopJoin.create(
              left, right, condition, join.getVariablesSet(), join.getJoinType());
    }
    return keys.leftKeys.isEmpty()
        ? EnumerableNestedLoopJoin.create(
            left, right, join.getCondition(), join.getVariablesSet(), join.getJoinType())
        : hash(join, left, right, join.getCondition());
  }

  private static RelNode converted(RelNode input) {
    return convert(input, input.getTraitSet().replace(EnumerableConvention.INSTANCE));
  }

  private static RelNode hash(Join join, RelNode left, RelNode right, RexNode condition) {
    JoinInfo keys = JoinInfo.of(join.getLeft(), join.getRight(), condition);
    RexBuilder builder = join.getCluster().getRexBuilder();
    List<RexNode> ordered = new ArrayList<>();
    ordered.add(keys.getEquiCondition(left, right, builder));
    ordered.addAll(keys.nonEquiConditions);
    return EnumerableHashJoin.create(
        left,
        right,
        RexUtil.composeConjunction(builder, ordered),
        join.getVariablesSet(),
        join.getJoinType());
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

  private static boolean isHashable(JoinInfo keys) {
    long nullable = keys.nullExclusionFlags.stream().filter(flag -> flag).count();
    boolean onlyNullSafe = nullable == 0 && !keys.leftKeys.isEmpty();
    boolean oneEquality =
        nullable == 1 && keys.leftKeys.size() == 1 && keys.nonEquiConditions.isEmpty();
    return onlyNullSafe || oneEquality;
  }
}
