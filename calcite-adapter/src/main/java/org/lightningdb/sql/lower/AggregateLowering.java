package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.util.ImmutableBitSet;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.bind.TypeMapping;
import org.lightningdb.sql.exec.aggregate.AggregateCallPlan;
import org.lightningdb.sql.exec.aggregate.AggregateFunction;
import org.lightningdb.sql.exec.aggregate.BitwiseFunction;
import org.lightningdb.sql.exec.aggregate.ChosenValueFunction;
import org.lightningdb.sql.exec.aggregate.ChosenValueFunction.Choice;
import org.lightningdb.sql.exec.aggregate.ConstantFunction;
import org.lightningdb.sql.exec.aggregate.CountFunction;
import org.lightningdb.sql.exec.aggregate.DoubleSumFunction;
import org.lightningdb.sql.exec.aggregate.ExactSumFunction;
import org.lightningdb.sql.exec.expression.ColumnReference;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.operator.AggregatePlan;
import org.lightningdb.sql.exec.operator.OperatorPlan;
import org.lightningdb.sql.exec.operator.ProjectPlan;
import org.lightningdb.sql.exec.operator.SortedAggregatePlan;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.sql.lower.expression.Casts;
import org.lightningdb.sql.lower.expression.Literals;
import org.lightningdb.sql.plan.NotCoveredException;
import org.lightningdb.sql.plan.physical.PhysicalSortedAggregate;

/** Aggregations and their functions. */
final class AggregateLowering {
  private final AggregateInput input;

  private AggregateLowering(AggregateInput input) {
    this.input = input;
  }

  /** Groups by all columns: removes duplicates. */
  static OperatorPlan distinct(OperatorPlan input) {
    List<Integer> keys = new ArrayList<>();
    for (int i = 0; i < input.types().size(); i++) {
      keys.add(i);
    }
    return new AggregatePlan(
        input, keys, List.of(keys), List.of(), List.of(List.of()), input.types());
  }

  /**
   * The aggregation.
   *
   * @param around what stands between it and its input
   */
  static OperatorPlan lower(
      Aggregate aggregate, OperatorPlan input, UnaryOperator<OperatorPlan> around) {
    AggregateInput read = AggregateInput.of(aggregate, input);
    AggregateInput above = new AggregateInput(around.apply(read.plan()), read.columns());
    return new AggregateLowering(above).lower(aggregate);
  }

  private OperatorPlan lower(Aggregate aggregate) {
    List<Integer> keys = aggregate.getGroupSet().asList();
    List<List<Integer>> sets = new ArrayList<>();
    for (ImmutableBitSet set : aggregate.getGroupSets()) {
      sets.add(set.asList().stream().map(keys::indexOf).toList());
    }
    List<SqlType> types = new ArrayList<>();
    keys.forEach(key -> types.add(input.column(key).type()));
    List<AggregateCallPlan> calls = new ArrayList<>();
    List<AggregateCall> groupings = new ArrayList<>();
    for (AggregateCall call : aggregate.getAggCallList()) {
      if (isGrouping(call)) {
        groupings.add(call);
      } else {
        calls.add(call(call));
        types.add(TypeMapping.toComputedType(call.getType()));
      }
    }
    groupings.forEach(call -> types.add(TypeMapping.toComputedType(call.getType())));
    List<List<Long>> values = new ArrayList<>();
    for (ImmutableBitSet set : aggregate.getGroupSets()) {
      values.add(groupings.stream().map(call -> grouping(call, set)).toList());
    }
    if (aggregate instanceof PhysicalSortedAggregate) {
      return new SortedAggregatePlan(input.plan(), input.keys(keys), calls, types);
    }
    OperatorPlan plan =
        new AggregatePlan(input.plan(), input.keys(keys), sets, calls, values, types);
    return groupings.isEmpty() ? plan : reordered(plan, aggregate, keys.size(), calls.size());
  }

  /** The columns in the order of the aggregate's calls. */
  private static OperatorPlan reordered(
      OperatorPlan plan, Aggregate aggregate, int keyCount, int callCount) {
    List<Expression> columns = new ArrayList<>();
    for (int i = 0; i < keyCount; i++) {
      columns.add(new ColumnReference(i, plan.types().get(i)));
    }
    int nextCall = keyCount;
    int nextGrouping = keyCount + callCount;
    for (AggregateCall call : aggregate.getAggCallList()) {
      int column = isGrouping(call) ? nextGrouping++ : nextCall++;
      columns.add(new ColumnReference(column, plan.types().get(column)));
    }
    return new ProjectPlan(plan, columns);
  }

  private static boolean isGrouping(AggregateCall call) {
    SqlKind kind = call.getAggregation().getKind();
    return kind == SqlKind.GROUPING || kind == SqlKind.GROUP_ID;
  }

  /** One bit for each argument, the first one highest: 1 if the set does not group by it. */
  private static long grouping(AggregateCall call, ImmutableBitSet set) {
    long value = 0;
    for (int argument : call.getArgList()) {
      value = value << 1 | (set.get(argument) ? 0 : 1);
    }
    return value;
  }

  private AggregateCallPlan call(AggregateCall call) {
    if (call.distinctKeys != null) {
      throw new NotCoveredException("aggregate WITHIN DISTINCT");
    }
    List<Expression> arguments = new ArrayList<>();
    call.getArgList().forEach(column -> arguments.add(input.column(column)));
    SqlKind kind = call.getAggregation().getKind();
    boolean distinct = call.isDistinct() && kind != SqlKind.MIN && kind != SqlKind.MAX;
    List<Expression> sorted = new ArrayList<>();
    List<SortKey> order = new ArrayList<>();
    for (RelFieldCollation field : call.getCollation().getFieldCollations()) {
      SortKey key = OperatorLowering.sortKey(field);
      order.add(new SortKey(arguments.size() + sorted.size(), key.descending(), key.nullsFirst()));
      sorted.add(input.column(field.getFieldIndex()));
    }
    SqlType type = TypeMapping.toComputedType(call.getType());
    AggregateFunction collected =
        CollectedLowering.function(call.getAggregation(), type, arguments, sorted, order);
    return new AggregateCallPlan(
        collected != null
            ? collected
            : function(call.getAggregation(), type, call.rexList, arguments),
        call.filterArg < 0 ? null : input.column(call.filterArg),
        distinct ? arguments : List.of(),
        distinct && collected == null ? ofValues(call, type, arguments) : null);
  }

  private static AggregateFunction ofValues(
      AggregateCall call, SqlType type, List<Expression> arguments) {
    List<Expression> columns = new ArrayList<>();
    for (Expression argument : arguments) {
      columns.add(new ColumnReference(columns.size() + 1, argument.type()));
    }
    return function(call.getAggregation(), type, call.rexList, columns);
  }

  /**
   * The function of a call.
   *
   * @param literals arguments that are known when planned
   */
  static AggregateFunction function(
      SqlOperator function, SqlType type, List<RexNode> literals, List<Expression> arguments) {
    return switch (function.getKind()) {
      case COUNT -> new CountFunction(arguments, type);
      case SUM -> sum(arguments.get(0), type, false);
      case SUM0 -> sum(arguments.get(0), type, true);
      case MIN -> chosen(Choice.LEAST, arguments.get(0), type);
      case MAX -> chosen(Choice.GREATEST, arguments.get(0), type);
      case ANY_VALUE -> chosen(Choice.ANY, arguments.get(0), type);
      case SINGLE_VALUE -> chosen(Choice.ONLY, arguments.get(0), type);
      case BIT_AND -> bitwise(BitwiseFunction.Operation.AND, arguments.get(0), type);
      case BIT_OR -> bitwise(BitwiseFunction.Operation.OR, arguments.get(0), type);
      case BIT_XOR -> bitwise(BitwiseFunction.Operation.XOR, arguments.get(0), type);
      case LITERAL_AGG ->
          new ConstantFunction(Literals.value((RexLiteral) literals.get(0), type), type);
      default -> {
        AggregateFunction collected =
            CollectedLowering.function(function, type, arguments, List.of(), List.of());
        if (collected == null) {
          throw new NotCoveredException("aggregate " + function.getName());
        }
        yield collected;
      }
    };
  }

  private static AggregateFunction sum(Expression argument, SqlType type, boolean zeroIfNone) {
    return switch (type.kind()) {
      case REAL, DOUBLE ->
          new DoubleSumFunction(
              Casts.require(argument, SqlType.of(org.lightningdb.index.type.TypeKind.DOUBLE)),
              type,
              zeroIfNone);
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL ->
          new ExactSumFunction(argument, type, zeroIfNone);
      default -> throw new NotCoveredException("sum of " + type);
    };
  }

  private static AggregateFunction chosen(Choice choice, Expression argument, SqlType type) {
    return new ChosenValueFunction(choice, Casts.require(argument, type), type);
  }

  private static AggregateFunction bitwise(
      BitwiseFunction.Operation operation, Expression argument, SqlType type) {
    if (type.columnKind() != org.lightningdb.storage.vector.ColumnKind.LONG) {
      throw new NotCoveredException("bitwise aggregate of " + type);
    }
    return new BitwiseFunction(operation, argument, type);
  }
}
