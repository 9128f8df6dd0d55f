package org.lightningdb.sql.plan;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Sarg;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.bind.LiteralValues;
import org.lightningdb.sql.plan.ColumnCondition.End;
import org.lightningdb.sql.plan.ColumnCondition.Interval;
import org.lightningdb.sql.plan.ColumnCondition.Operand;

/** Finds in a condition over a table's row the conjuncts that limit single columns. */
final class ConditionAnalysis {
  private final List<ColumnCondition> columnConditions = new ArrayList<>();
  private final List<RexNode> others = new ArrayList<>();

  private ConditionAnalysis() {}

  static ConditionAnalysis of(@Nullable RexNode condition) {
    ConditionAnalysis analysis = new ConditionAnalysis();
    if (condition != null) {
      for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
        ColumnCondition found = analyse(conjunct);
        if (found == null) {
          analysis.others.add(conjunct);
        } else {
          analysis.columnConditions.add(found);
        }
      }
    }
    return analysis;
  }

  List<ColumnCondition> columnConditions() {
    return columnConditions;
  }

  /** The conjuncts that say nothing about a single column. */
  List<RexNode> others() {
    return others;
  }

  private static @Nullable ColumnCondition analyse(RexNode conjunct) {
    if (conjunct instanceof RexInputRef reference) {
      return exact(reference, conjunct, new Interval.Point(Operand.constant(true)));
    }
    if (!(conjunct instanceof RexCall call)) {
      return null;
    }
    return switch (call.getKind()) {
      case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          comparison(call);
      case IS_NULL -> nullTest(call, new Interval.IsNull());
      case IS_NOT_NULL -> nullTest(call, new Interval.NotNull());
      case NOT ->
          call.getOperands().get(0) instanceof RexInputRef reference
              ? exact(reference, call, new Interval.Point(Operand.constant(false)))
              : null;
      case SEARCH -> search(call);
      case OR -> disjunction(call);
      case AND -> conjunction(call);
      case LIKE -> LikePrefix.analyse(call);
      default -> null;
    };
  }

  private static ColumnCondition exact(RexInputRef column, RexNode source, Interval interval) {
    return new ColumnCondition(column.getIndex(), List.of(interval), source, true);
  }

  private static @Nullable ColumnCondition nullTest(RexCall call, Interval interval) {
    return call.getOperands().get(0) instanceof RexInputRef reference
        ? exact(reference, call, interval)
        : null;
  }

  private static @Nullable ColumnCondition comparison(RexCall call) {
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    ColumnCondition found = comparison(call, call.getKind(), left, right);
    return found != null ? found : comparison(call, call.getKind().reverse(), right, left);
  }

  private static @Nullable ColumnCondition comparison(
      RexCall call, SqlKind kind, RexNode left, RexNode right) {
    RexInputRef column = column(left);
    if (column == null || !areComparable(column.getType(), right.getType())) {
      return null;
    }
    Operand operand = operand(right);
    if (operand == null) {
      return null;
    }
    Interval interval =
        switch (kind) {
          case EQUALS -> new Interval.Point(operand);
          case NOT_EQUALS -> new Interval.Other(operand);
          case LESS_THAN -> new Interval.Range(null, new End(operand, false));
          case LESS_THAN_OR_EQUAL -> new Interval.Range(null, new End(operand, true));
          case GREATER_THAN -> new Interval.Range(new End(operand, false), null);
          case GREATER_THAN_OR_EQUAL -> new Interval.Range(new End(operand, true), null);
          default -> throw new IllegalStateException(kind.name());
        };
    return exact(column, call, interval);
  }

  /** The column that an expression is, apart from casts that keep every comparison as it is. */
  static @Nullable RexInputRef column(RexNode node) {
    if (node instanceof RexInputRef reference) {
      return reference;
    }
    if (CharComparison.isTrimmedColumn(node)) {
      return (RexInputRef) CharComparison.withoutCast(((RexCall) node).getOperands().get(0));
    }
    if (node.isA(SqlKind.CAST)
        && ((RexCall) node).getOperands().get(0) instanceof RexInputRef reference) {
      return keepsComparisons(reference.getType(), node.getType()) ? reference : null;
    }
    return null;
  }

  private static boolean keepsComparisons(RelDataType from, RelDataType to) {
    if (SqlTypeUtil.isExactNumeric(from) && SqlTypeUtil.isExactNumeric(to)) {
      int integerDigits = from.getPrecision() - Math.max(0, from.getScale());
      int roomForIntegers = to.getPrecision() - Math.max(0, to.getScale());
      return roomForIntegers >= integerDigits
          && Math.max(0, to.getScale()) >= Math.max(0, from.getScale());
    }
    if (SqlTypeUtil.inCharFamily(from) && SqlTypeUtil.inCharFamily(to)) {
      if (from.getSqlTypeName() == SqlTypeName.CHAR) {
        return false;
      }
      boolean widens = to.getPrecision() < 0 || to.getPrecision() >= from.getPrecision();
      return widens && from.getPrecision() >= 0;
    }
    return from.getSqlTypeName() == to.getSqlTypeName() && from.getPrecision() <= to.getPrecision();
  }

  /** Whether the scan compares such values exactly as the expression would. */
  private static boolean areComparable(RelDataType column, RelDataType value) {
    if (SqlTypeUtil.isExactNumeric(column)) {
      return SqlTypeUtil.isExactNumeric(value);
    }
    if (SqlTypeUtil.inCharFamily(column)) {
      return SqlTypeUtil.inCharFamily(value);
    }
    if (SqlTypeUtil.isBinary(column)) {
      return SqlTypeUtil.isBinary(value);
    }
    SqlTypeName name = value.getSqlTypeName();
    return column.getSqlTypeName() == name
        || (column.getSqlTypeName() == SqlTypeName.DOUBLE && name == SqlTypeName.FLOAT);
  }

  /** An expression without columns as an operand, or null. */
  static @Nullable Operand operand(RexNode node) {
    if (node instanceof RexLiteral literal) {
      Object value = LiteralValues.toJava(literal);
      return value == null ? null : Operand.constant(value);
    }
    return isConstantWhileRunning(node) ? Operand.expression(node) : null;
  }

  private static boolean isConstantWhileRunning(RexNode node) {
    return RexUtil.isDeterministic(node) && !containsColumns(node);
  }

  private static boolean containsColumns(RexNode node) {
    boolean[] found = {false};
    node.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitInputRef(RexInputRef reference) {
            found[0] = true;
            return super.visitInputRef(reference);
          }

          @Override
          public Void visitSubQuery(org.apache.calcite.rex.RexSubQuery subQuery) {
            found[0] = true;
            return super.visitSubQuery(subQuery);
          }

          @Override
          public Void visitOver(org.apache.calcite.rex.RexOver over) {
            found[0] = true;
            return super.visitOver(over);
          }
        });
    return found[0];
  }

  private static @Nullable ColumnCondition search(RexCall call) {
    RexInputRef column = column(call.getOperands().get(0));
    if (column == null || !(call.getOperands().get(1) instanceof RexLiteral literal)) {
      return null;
    }
    Sarg<?> sarg = literal.getValueAs(Sarg.class);
    if (sarg == null || !areComparable(column.getType(), literal.getType())) {
      return null;
    }
    List<Interval> intervals = new ArrayList<>();
    for (Object element : sarg.rangeSet.asRanges()) {
      Interval interval = interval((Range<?>) element, literal.getType());
      if (interval == null) {
        return null;
      }
      intervals.add(interval);
    }
    if (sarg.nullAs == RexUnknownAs.TRUE) {
      intervals.add(new Interval.IsNull());
    }
    return intervals.isEmpty()
        ? null
        : new ColumnCondition(column.getIndex(), intervals, call, true);
  }

  private static @Nullable Interval interval(Range<?> range, RelDataType type) {
    Object lower = range.hasLowerBound() ? value(range.lowerEndpoint(), type) : null;
    Object upper = range.hasUpperBound() ? value(range.upperEndpoint(), type) : null;
    if ((lower == null && range.hasLowerBound()) || (upper == null && range.hasUpperBound())) {
      return null;
    }
    if (lower == null && upper == null) {
      return new Interval.NotNull();
    }
    if (lower != null && upper != null && range.lowerEndpoint().equals(range.upperEndpoint())) {
      return new Interval.Point(Operand.constant(lower));
    }
    return new Interval.Range(
        lower == null
            ? null
            : new End(Operand.constant(lower), range.lowerBoundType() == BoundType.CLOSED),
        upper == null
            ? null
            : new End(Operand.constant(upper), range.upperBoundType() == BoundType.CLOSED));
  }

  private static @Nullable Object value(Object endpoint, RelDataType type) {
    return LiteralValues.toJava((Comparable<?>) endpoint, type);
  }

  /** An OR all of whose operands limit the same column. */
  private static @Nullable ColumnCondition disjunction(RexCall call) {
    List<Interval> intervals = new ArrayList<>();
    int column = -1;
    for (RexNode operand : RelOptUtil.disjunctions(call)) {
      ColumnCondition found = analyse(operand);
      if (found == null || !found.exact() || (column >= 0 && found.column() != column)) {
        return null;
      }
      column = found.column();
      intervals.addAll(found.intervals());
    }
    return new ColumnCondition(column, intervals, call, true);
  }

  /** An AND below an OR: two ends of one range. */
  private static @Nullable ColumnCondition conjunction(RexCall call) {
    if (call.getOperands().size() != 2) {
      return null;
    }
    ColumnCondition first = analyse(call.getOperands().get(0));
    ColumnCondition second = analyse(call.getOperands().get(1));
    if (first == null || second == null || first.column() != second.column()) {
      return null;
    }
    Interval.Range joined = intersect(first.single(), second.single());
    return joined == null || !first.exact() || !second.exact()
        ? null
        : new ColumnCondition(first.column(), List.of(joined), call, true);
  }

  /** The range with the lower end of one and the upper end of the other, or null. */
  static Interval.@Nullable Range intersect(@Nullable Interval first, @Nullable Interval second) {
    if (first instanceof Interval.Range one && second instanceof Interval.Range other) {
      if (one.upper() == null && other.lower() == null) {
        return new Interval.Range(one.lower(), other.upper());
      }
      if (one.lower() == null && other.upper() == null) {
        return new Interval.Range(other.lower(), one.upper());
      }
    }
    return null;
  }
}
