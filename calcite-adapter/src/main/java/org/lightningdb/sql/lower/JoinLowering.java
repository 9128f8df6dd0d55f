package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.IndexScanSource;
import org.lightningdb.sql.exec.expression.ColumnReference;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.operator.CorrelatePlan;
import org.lightningdb.sql.exec.operator.HashJoinPlan;
import org.lightningdb.sql.exec.operator.JoinType;
import org.lightningdb.sql.exec.operator.LookupJoinPlan;
import org.lightningdb.sql.exec.operator.MergeJoinPlan;
import org.lightningdb.sql.exec.operator.NestedLoopJoinPlan;
import org.lightningdb.sql.exec.operator.OperatorPlan;
import org.lightningdb.sql.exec.operator.ProjectPlan;
import org.lightningdb.sql.exec.operator.WorkingScanPlan;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.sql.lower.expression.ExpressionLowering;
import org.lightningdb.sql.lower.expression.NumberLowering;
import org.lightningdb.sql.plan.IndexScan;
import org.lightningdb.sql.plan.NotCoveredException;
import org.lightningdb.sql.plan.physical.PhysicalAsofJoin;
import org.lightningdb.sql.plan.physical.PhysicalHashJoin;
import org.lightningdb.sql.plan.physical.PhysicalLookupJoin;
import org.lightningdb.sql.plan.physical.PhysicalMergeJoin;
import org.lightningdb.sql.plan.physical.PhysicalNestedLoopJoin;

/** Joins of any kind. */
final class JoinLowering {
  private final OperatorLowering operators;
  private final ExpressionLowering expressions;

  JoinLowering(OperatorLowering operators, ExpressionLowering expressions) {
    this.operators = operators;
    this.expressions = expressions;
  }

  OperatorPlan hash(PhysicalHashJoin join, List<KeyWish> wishes) {
    boolean ordered = operators.isOrdered() && !join.buildsLeft();
    JoinWishes sides = JoinWishes.of(join, wishes, operators::nextNumber);
    OperatorPlan left = operators.lower(join.getLeft(), sides.left());
    OperatorPlan right = operators.lowerInAnyOrder(join.getRight(), sides.right());
    List<HashJoinPlan.FilteredKey> filters =
        sides.own().stream().filter(own -> operators.isFulfilled(own.number())).toList();
    return hash(join, join.buildsLeft(), left, right, ordered, filters);
  }

  OperatorPlan lookup(PhysicalLookupJoin join, List<KeyWish> wishes) {
    OperatorPlan left = operators.lower(join.getLeft(), KeyWish.ofInput(join, 0, wishes));
    int rowsNumber = operators.nextNumber();
    int rangesNumber = operators.nextNumber();
    IndexScan scan = (IndexScan) join.getRight();
    OperatorPlan found = operators.lookupScan(scan, rangesNumber);
    OperatorPlan joined =
        hash(
            join,
            false,
            new WorkingScanPlan(rowsNumber, left.types()),
            found,
            operators.isOrdered(),
            List.of());
    return new LookupJoinPlan(
        left,
        joined,
        rowsNumber,
        new LookupJoinPlan.Lookup(
            (IndexScanSource) LoweredScan.of(scan).source(),
            join.ranges(),
            join.keyColumns(),
            rangesNumber));
  }

  OperatorPlan merge(PhysicalMergeJoin join, List<KeyWish> wishes) {
    JoinWishes sides = JoinWishes.of(join, wishes);
    OperatorPlan left = operators.lowerInOrder(join.getLeft(), sides.left());
    OperatorPlan right = operators.lowerInOrder(join.getRight(), sides.right());
    JoinInfo info = join.analyzeCondition();
    List<MergeJoinPlan.Key> keys = new ArrayList<>();
    for (PhysicalMergeJoin.Key key : join.keys()) {
      NumberLowering.Pair pair = keys(info, key.number(), left, right);
      SortKey order = OperatorLowering.sortKey(key.order());
      keys.add(
          new MergeJoinPlan.Key(
              pair.left(),
              pair.right(),
              order.descending(),
              order.nullsFirst(),
              !info.nullExclusionFlags.get(key.number())));
    }
    RexNode rest =
        RexUtil.composeConjunction(join.getCluster().getRexBuilder(), info.nonEquiConditions);
    Expression residual = rest.isAlwaysTrue() ? null : expressions.lower(rest, both(left, right));
    return new MergeJoinPlan(left, right, type(join.getJoinType()), keys, residual);
  }

  /** The operands of an equality, in one form. */
  private static NumberLowering.Pair keys(
      JoinInfo info, int number, OperatorPlan left, OperatorPlan right) {
    int leftKey = info.leftKeys.get(number);
    int rightKey = info.rightKeys.get(number);
    NumberLowering.Pair keys =
        NumberLowering.comparable(
            new ColumnReference(leftKey, left.types().get(leftKey)),
            new ColumnReference(rightKey, right.types().get(rightKey)));
    if (keys == null) {
      throw new NotCoveredException("join of different types");
    }
    return keys;
  }

  private OperatorPlan hash(
      Join join,
      boolean buildsLeft,
      OperatorPlan left,
      OperatorPlan right,
      boolean ordered,
      List<HashJoinPlan.FilteredKey> filters) {
    JoinInfo info = join.analyzeCondition();
    List<Expression> leftKeys = new ArrayList<>();
    List<Expression> rightKeys = new ArrayList<>();
    List<Boolean> nullSafe = new ArrayList<>();
    for (int i = 0; i < info.leftKeys.size(); i++) {
      NumberLowering.Pair keys = keys(info, i, left, right);
      leftKeys.add(keys.left());
      rightKeys.add(keys.right());
      nullSafe.add(!info.nullExclusionFlags.get(i));
    }
    RexNode rest =
        RexUtil.composeConjunction(join.getCluster().getRexBuilder(), info.nonEquiConditions);
    JoinType type = type(join.getJoinType());
    if (!buildsLeft) {
      Expression residual = rest.isAlwaysTrue() ? null : expressions.lower(rest, both(left, right));
      return new HashJoinPlan(
          left, right, type, leftKeys, rightKeys, nullSafe, residual, ordered, filters);
    }
    int leftCount = left.types().size();
    int rightCount = right.types().size();
    Expression residual =
        rest.isAlwaysTrue()
            ? null
            : expressions.lower(exchanged(rest, leftCount, rightCount), both(right, left));
    OperatorPlan plan =
        new HashJoinPlan(
            right, left, type.swapped(), rightKeys, leftKeys, nullSafe, residual, ordered, filters);
    return join.getJoinType().projectsRight() ? exchanged(plan, rightCount, leftCount) : plan;
  }

  private static RexNode exchanged(RexNode condition, int leftCount, int rightCount) {
    return condition.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            int index = column.getIndex();
            int moved = index < leftCount ? index + rightCount : index - leftCount;
            return new RexInputRef(moved, column.getType());
          }
        });
  }

  /** The last columns before the first. */
  private static OperatorPlan exchanged(OperatorPlan plan, int firstCount, int lastCount) {
    List<Expression> columns = new ArrayList<>();
    for (int i = 0; i < firstCount + lastCount; i++) {
      int column = i < lastCount ? firstCount + i : i - lastCount;
      columns.add(new ColumnReference(column, plan.types().get(column)));
    }
    return new ProjectPlan(plan, columns);
  }

  OperatorPlan nestedLoop(PhysicalNestedLoopJoin join, List<KeyWish> wishes) {
    OperatorPlan left = operators.lower(join.getLeft(), KeyWish.ofInput(join, 0, wishes));
    OperatorPlan right = operators.lower(join.getRight());
    RexNode condition = join.getCondition();
    List<Integer> used = new ArrayList<>();
    int leftCount = left.types().size();
    for (int column : RelOptUtil.InputFinder.bits(condition)) {
      if (column >= leftCount) {
        used.add(column - leftCount);
      }
    }
    return new NestedLoopJoinPlan(
        left,
        right,
        type(join.getJoinType()),
        condition.isAlwaysTrue() ? null : expressions.lower(condition, both(left, right)),
        used);
  }

  OperatorPlan correlate(Correlate correlate, List<KeyWish> wishes) {
    OperatorPlan left = operators.lower(correlate.getLeft(), KeyWish.ofInput(correlate, 0, wishes));
    List<CorrelatePlan.OuterColumn> columns = new ArrayList<>();
    for (int column : correlate.getRequiredColumns()) {
      int slot = expressions.outerColumns().define(correlate.getCorrelationId().getName(), column);
      columns.add(new CorrelatePlan.OuterColumn(column, slot));
    }
    OperatorPlan right = operators.lower(correlate.getRight());
    return new CorrelatePlan(left, right, type(correlate.getJoinType()), columns);
  }

  OperatorPlan asof(PhysicalAsofJoin join) {
    OperatorPlan left = operators.lower(join.getLeft());
    OperatorPlan right = operators.lowerInAnyOrder(join.getRight());
    return new AsofLowering(expressions, left, right).lower(join.join());
  }

  private static List<SqlType> both(OperatorPlan left, OperatorPlan right) {
    List<SqlType> types = new ArrayList<>(left.types());
    types.addAll(right.types());
    return types;
  }

  private static JoinType type(JoinRelType type) {
    return switch (type) {
      case INNER -> JoinType.INNER;
      case LEFT -> JoinType.LEFT;
      case RIGHT -> JoinType.RIGHT;
      case FULL -> JoinType.FULL;
      case SEMI -> JoinType.SEMI;
      case ANTI -> JoinType.ANTI;
      case LEFT_MARK -> JoinType.MARK;
      default -> throw new NotCoveredException("join " + type);
    };
  }
}
