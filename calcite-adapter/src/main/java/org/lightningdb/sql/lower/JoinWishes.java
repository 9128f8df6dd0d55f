package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.operator.HashJoinPlan.FilteredKey;
import org.lightningdb.sql.plan.physical.PhysicalHashJoin;

/**
 * The wishes that a hash or merge join hands to its sides: those from above, also about the column
 * that a wished one equals, and a hash join's own to the probing side.
 *
 * @param own the filters the join would make, of keys of its building side
 */
record JoinWishes(List<KeyWish> left, List<KeyWish> right, List<FilteredKey> own) {
  /** Those from above only. */
  static JoinWishes of(Join join, List<KeyWish> wishes) {
    JoinInfo info = join.analyzeCondition();
    JoinRelType type = join.getJoinType();
    List<SqlType> leftTypes = OperatorLowering.types(join.getLeft());
    List<SqlType> rightTypes = OperatorLowering.types(join.getRight());
    List<KeyWish> left = new ArrayList<>(KeyWish.ofInput(join, 0, wishes));
    List<KeyWish> right = new ArrayList<>(KeyWish.ofInput(join, 1, wishes));
    List<KeyWish> leftBefore = List.copyOf(left);
    List<KeyWish> rightBefore = List.copyOf(right);
    for (int key = 0; key < info.leftKeys.size(); key++) {
      int leftColumn = info.leftKeys.get(key);
      int rightColumn = info.rightKeys.get(key);
      if (KeyWish.isComparable(leftTypes.get(leftColumn), rightTypes.get(rightColumn))) {
        if (matchesOnly(type)) {
          addMoved(leftBefore, leftColumn, rightColumn, right);
        }
        if (type == JoinRelType.INNER) {
          addMoved(rightBefore, rightColumn, leftColumn, left);
        }
      }
    }
    return new JoinWishes(left, right, List.of());
  }

  /** Those from above and its own. */
  static JoinWishes of(PhysicalHashJoin join, List<KeyWish> wishes, IntSupplier numbers) {
    JoinWishes both = of(join, wishes);
    if (!dropsProbing(join.getJoinType(), join.buildsLeft())) {
      return both;
    }
    List<KeyWish> probing = new ArrayList<>(join.buildsLeft() ? both.right : both.left);
    List<FilteredKey> own = new ArrayList<>();
    JoinInfo info = join.analyzeCondition();
    List<SqlType> leftTypes = OperatorLowering.types(join.getLeft());
    List<SqlType> rightTypes = OperatorLowering.types(join.getRight());
    for (int key = 0; key < info.leftKeys.size(); key++) {
      int leftColumn = info.leftKeys.get(key);
      int rightColumn = info.rightKeys.get(key);
      if (KeyWish.isComparable(leftTypes.get(leftColumn), rightTypes.get(rightColumn))) {
        int number = numbers.getAsInt();
        own.add(new FilteredKey(key, number));
        probing.add(new KeyWish(join.buildsLeft() ? rightColumn : leftColumn, number));
      }
    }
    return join.buildsLeft()
        ? new JoinWishes(both.left, probing, own)
        : new JoinWishes(probing, both.right, own);
  }

  /** Whether right rows serve for nothing but to match left ones; a mark also asks for NULLs. */
  private static boolean matchesOnly(JoinRelType type) {
    return switch (type) {
      case INNER, LEFT, SEMI, ANTI -> true;
      default -> false;
    };
  }

  /** Whether rows of the probing side without a match are of no use. */
  private static boolean dropsProbing(JoinRelType type, boolean buildsLeft) {
    return switch (type) {
      case INNER, SEMI -> true;
      case RIGHT -> !buildsLeft;
      case LEFT, ANTI -> buildsLeft;
      default -> false;
    };
  }

  private static void addMoved(List<KeyWish> from, int column, int otherColumn, List<KeyWish> to) {
    for (KeyWish wish : from) {
      if (wish.column() == column) {
        KeyWish moved = new KeyWish(otherColumn, wish.number());
        if (!to.contains(moved)) {
          to.add(moved);
        }
      }
    }
  }
}
