package org.lightningdb.sql.lower;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.bind.TypeMapping;
import org.lightningdb.sql.exec.aggregate.AggregateCallPlan;
import org.lightningdb.sql.exec.expression.ColumnReference;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.operator.OperatorPlan;
import org.lightningdb.sql.exec.operator.ProjectPlan;
import org.lightningdb.sql.exec.operator.WindowPlan;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.sql.exec.window.FrameAggregateFunction;
import org.lightningdb.sql.exec.window.FrameBound;
import org.lightningdb.sql.exec.window.FrameValueFunction;
import org.lightningdb.sql.exec.window.RankFunction;
import org.lightningdb.sql.exec.window.ShiftFunction;
import org.lightningdb.sql.exec.window.WindowFrame;
import org.lightningdb.sql.exec.window.WindowFunction;
import org.lightningdb.sql.lower.expression.Literals;
import org.lightningdb.sql.plan.NotCoveredException;

/** Window functions: one operator for each group of them that shares a window. */
final class WindowLowering {
  private static final long MICROS_PER_MILLI = 1000;
  private static final long MILLIS_PER_DAY = 86_400_000;

  private final Window window;
  private final OperatorPlan input;
  private final int inputColumns;

  private WindowLowering(Window window, OperatorPlan input) {
    this(window, input, input.types().size());
  }

  /**
   * @param inputColumns references from this number on are to the window's constants
   */
  private WindowLowering(Window window, OperatorPlan input, int inputColumns) {
    this.window = window;
    this.input = input;
    this.inputColumns = inputColumns;
  }

  static OperatorPlan lower(Window window, OperatorPlan input) {
    if (!aggregatesConstants(window, input.types().size())) {
      return new WindowLowering(window, input).groups();
    }
    List<Expression> columns = references(input, 0, input.types().size());
    window.constants.forEach(constant -> columns.add(Literals.constant(constant)));
    OperatorPlan extended = new ProjectPlan(input, columns);
    OperatorPlan plan = new WindowLowering(window, extended, input.types().size()).groups();
    List<Expression> wanted = references(plan, 0, input.types().size());
    wanted.addAll(references(plan, extended.types().size(), plan.types().size()));
    return new ProjectPlan(plan, wanted);
  }

  private static List<Expression> references(OperatorPlan plan, int from, int to) {
    List<Expression> columns = new ArrayList<>();
    for (int i = from; i < to; i++) {
      columns.add(new ColumnReference(i, plan.types().get(i)));
    }
    return columns;
  }

  /** Whether the first argument of any function is a constant, which then has to be a column. */
  private static boolean aggregatesConstants(Window window, int inputColumns) {
    return window.groups.stream()
        .flatMap(group -> group.aggCalls.stream())
        .filter(call -> !call.getOperands().isEmpty())
        .filter(call -> call.getOperator().getKind() != SqlKind.NTILE)
        .anyMatch(
            call ->
                call.getOperands().get(0) instanceof RexInputRef reference
                    && reference.getIndex() >= inputColumns);
  }

  private OperatorPlan groups() {
    OperatorPlan plan = input;
    for (Window.Group group : window.groups) {
      plan = group(group, plan);
    }
    return plan;
  }

  private OperatorPlan group(Window.Group group, OperatorPlan plan) {
    List<SortKey> keys = new ArrayList<>();
    group.keys.forEach(column -> keys.add(new SortKey(column, false, false)));
    for (RelFieldCollation field : group.orderKeys.getFieldCollations()) {
      keys.add(OperatorLowering.sortKey(field));
    }
    List<WindowFunction> functions = new ArrayList<>();
    for (Window.RexWinAggCall call : group.aggCalls) {
      functions.add(function(call));
    }
    return new WindowPlan(plan, keys, group.keys.cardinality(), frame(group), functions);
  }

  private WindowFrame frame(Window.Group group) {
    return new WindowFrame(
        group.isRows,
        bound(group, group.lowerBound),
        bound(group, group.upperBound),
        exclusion(group.exclude));
  }

  private static WindowFrame.Exclusion exclusion(RexWindowExclusion exclusion) {
    return switch (exclusion) {
      case EXCLUDE_NO_OTHER -> WindowFrame.Exclusion.NOTHING;
      case EXCLUDE_CURRENT_ROW -> WindowFrame.Exclusion.CURRENT_ROW;
      case EXCLUDE_GROUP -> WindowFrame.Exclusion.GROUP;
      case EXCLUDE_TIES -> WindowFrame.Exclusion.TIES;
    };
  }

  private FrameBound bound(Window.Group group, RexWindowBound bound) {
    if (bound.isUnbounded()) {
      return bound.isPreceding() ? FrameBound.FIRST : FrameBound.LAST;
    }
    if (bound.isCurrentRow()) {
      return FrameBound.CURRENT;
    }
    RexLiteral offset = literal(bound.getOffset());
    BigDecimal number = offset == null ? null : offset.getValueAs(BigDecimal.class);
    if (offset == null || number == null || number.signum() < 0) {
      throw new NotCoveredException("frame " + bound);
    }
    FrameBound.Kind kind =
        bound.isPreceding() ? FrameBound.Kind.PRECEDING : FrameBound.Kind.FOLLOWING;
    if (group.isRows) {
      return FrameBound.ofRows(kind, number.longValue());
    }
    return SqlTypeName.YEAR_INTERVAL_TYPES.contains(offset.getType().getSqlTypeName())
        ? FrameBound.ofMonths(kind, number.longValue(), monthsUnit(group))
        : new FrameBound(
            kind,
            number.doubleValue(),
            keyUnits(group, offset, number),
            number,
            FrameBound.Unit.KEY);
  }

  private FrameBound.Unit monthsUnit(Window.Group group) {
    return switch (orderKeyType(group).kind()) {
      case DATE -> FrameBound.Unit.MONTHS_OF_DATE;
      case TIMESTAMP -> FrameBound.Unit.MONTHS_OF_TIMESTAMP;
      default -> throw new NotCoveredException("a range of months over " + orderKeyType(group));
    };
  }

  private SqlType orderKeyType(Window.Group group) {
    List<RelFieldCollation> order = group.orderKeys.getFieldCollations();
    if (order.size() != 1) {
      throw new NotCoveredException("a range over several order keys");
    }
    return input.types().get(order.get(0).getFieldIndex());
  }

  /** The offset of a range in units of the order key's vector form. */
  private long keyUnits(Window.Group group, RexLiteral offset, BigDecimal number) {
    SqlType type = orderKeyType(group);
    boolean interval = SqlTypeName.DAY_INTERVAL_TYPES.contains(offset.getType().getSqlTypeName());
    boolean simple = SqlTypeName.NUMERIC_TYPES.contains(offset.getType().getSqlTypeName());
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> {
        if (simple && type.columnKind() == org.lightningdb.storage.vector.ColumnKind.OBJECT) {
          yield 0;
        }
        BigDecimal unscaled = number.movePointRight(type.scale());
        boolean whole = unscaled.stripTrailingZeros().scale() <= 0;
        if (!simple || !whole || unscaled.precision() > 18) {
          throw new NotCoveredException("a range over " + type);
        }
        yield unscaled.longValue();
      }
      case REAL, DOUBLE -> 0;
      case DATE -> {
        if (!interval || number.longValue() % MILLIS_PER_DAY != 0) {
          throw new NotCoveredException("a range over " + type);
        }
        yield number.longValue() / MILLIS_PER_DAY;
      }
      case TIMESTAMP -> {
        if (!interval) {
          throw new NotCoveredException("a range over " + type);
        }
        yield Math.multiplyExact(number.longValue(), MICROS_PER_MILLI);
      }
      default -> throw new NotCoveredException("a range over " + type);
    };
  }

  /** The literal that a node is or refers to, or null. */
  private @Nullable RexLiteral literal(@Nullable RexNode node) {
    if (node instanceof RexInputRef reference && reference.getIndex() >= inputColumns) {
      return window.constants.get(reference.getIndex() - inputColumns);
    }
    return node instanceof RexLiteral literal ? literal : null;
  }

  private int column(RexNode node) {
    if (node instanceof RexInputRef reference && reference.getIndex() < input.types().size()) {
      return reference.getIndex();
    }
    throw new NotCoveredException("window function of a constant");
  }

  private WindowFunction function(Window.RexWinAggCall call) {
    SqlType type = TypeMapping.toComputedType(call.getType());
    List<RexNode> operands = call.getOperands();
    return switch (call.getOperator().getKind()) {
      case ROW_NUMBER -> new RankFunction(RankFunction.Kind.ROW_NUMBER, 0, type);
      case RANK -> new RankFunction(RankFunction.Kind.RANK, 0, type);
      case DENSE_RANK -> new RankFunction(RankFunction.Kind.DENSE_RANK, 0, type);
      case PERCENT_RANK -> ratio(RankFunction.Kind.PERCENT_RANK, type);
      case CUME_DIST -> ratio(RankFunction.Kind.CUME_DIST, type);
      case NTILE -> new RankFunction(RankFunction.Kind.NTILE, number(operands.get(0)), type);
      case LAG -> shift(call, -1, type);
      case LEAD -> shift(call, 1, type);
      case FIRST_VALUE -> frameValue(call, 1, false, type);
      case LAST_VALUE -> frameValue(call, 1, true, type);
      case NTH_VALUE -> frameValue(call, number(operands.get(1)), false, type);
      default -> aggregate(call);
    };
  }

  private static WindowFunction ratio(RankFunction.Kind kind, SqlType type) {
    if (type.kind() != TypeKind.DOUBLE) {
      throw new NotCoveredException(kind + " of type " + type);
    }
    return new RankFunction(kind, 0, type);
  }

  private long number(RexNode node) {
    RexLiteral literal = literal(node);
    BigDecimal number = literal == null ? null : literal.getValueAs(BigDecimal.class);
    if (number == null || number.stripTrailingZeros().scale() > 0) {
      throw new NotCoveredException("window function with a computed number");
    }
    return number.longValue();
  }

  private WindowFunction shift(Window.RexWinAggCall call, int sign, SqlType type) {
    List<RexNode> operands = call.getOperands();
    RexNode otherwise = operands.size() > 2 ? operands.get(2) : null;
    RexLiteral known = literal(otherwise);
    RexNode offset = operands.size() > 1 ? operands.get(1) : null;
    boolean computed =
        offset instanceof RexInputRef reference && reference.getIndex() < inputColumns;
    return new ShiftFunction(
        sameForm(column(operands.get(0)), type),
        computed || offset == null ? sign : sign * number(offset),
        computed && offset != null ? (Integer) column(offset) : null,
        known == null ? null : Literals.value(known, type),
        otherwise == null || known != null ? null : (Integer) sameForm(column(otherwise), type),
        sign,
        call.ignoreNulls,
        type);
  }

  private WindowFunction frameValue(
      Window.RexWinAggCall call, long number, boolean fromLast, SqlType type) {
    return new FrameValueFunction(
        sameForm(column(call.getOperands().get(0)), type),
        number,
        fromLast,
        call.ignoreNulls,
        type);
  }

  /** The column, if vectors keep its values in the same form as those of the type. */
  private int sameForm(int column, SqlType type) {
    SqlType from = input.types().get(column);
    if (from.columnKind() != type.columnKind() || from.scale() != type.scale()) {
      throw new NotCoveredException("window function of " + from + " of type " + type);
    }
    return column;
  }

  private WindowFunction aggregate(Window.RexWinAggCall call) {
    List<Expression> arguments = new ArrayList<>();
    Set<Integer> columns = new HashSet<>();
    for (RexNode operand : call.getOperands()) {
      int column = column(operand);
      columns.add(column);
      arguments.add(new ColumnReference(column, input.types().get(column)));
    }
    SqlKind kind = call.getOperator().getKind();
    boolean distinct = call.distinct && kind != SqlKind.MIN && kind != SqlKind.MAX;
    return new FrameAggregateFunction(
        new AggregateCallPlan(
            AggregateLowering.function(
                call.getOperator(),
                TypeMapping.toComputedType(call.getType()),
                List.of(),
                arguments),
            null,
            distinct ? arguments : List.of()),
        columns);
  }
}
