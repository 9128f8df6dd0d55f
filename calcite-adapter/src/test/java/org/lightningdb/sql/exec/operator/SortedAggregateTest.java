package org.lightningdb.sql.exec.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.aggregate.AggregateCallPlan;
import org.lightningdb.sql.exec.aggregate.CountFunction;
import org.lightningdb.sql.exec.aggregate.ExactSumFunction;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.expression.ColumnReference;
import org.lightningdb.sql.exec.expression.ComparisonOperator;
import org.lightningdb.sql.exec.expression.Constant;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.expression.LongComparison;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.sql.testing.MemoryDatabase;

/** Groups that follow each other are the same groups that hashing finds, in the input's order. */
class SortedAggregateTest {
  private static final SqlType BIGINT = SqlType.of(TypeKind.BIGINT);
  private static final List<SqlType> TYPES =
      List.of(SqlType.of(TypeKind.INTEGER), SqlType.varchar(20), SqlType.of(TypeKind.INTEGER));

  @Test
  void findsTheGroupsThatHashingFinds() {
    long seed = 31;
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      List<Integer> keys = List.of(List.of(0), List.of(1), List.of(1, 0)).get(random.nextInt(3));
      List<SortKey> order =
          keys.stream()
              .map(key -> new SortKey(key, random.nextBoolean(), random.nextBoolean()))
              .toList();
      List<SqlType> types = new ArrayList<>();
      keys.forEach(key -> types.add(TYPES.get(key)));
      types.addAll(List.of(BIGINT, BIGINT, BIGINT));
      OperatorPlan sorted = new SortPlan(values(random), order, null, null);
      List<SortKey> groupOrder = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        groupOrder.add(new SortKey(i, order.get(i).descending(), order.get(i).nullsFirst()));
      }
      OperatorPlan hashed =
          new AggregatePlan(
              sorted,
              keys,
              List.of(keys.size() == 1 ? List.of(0) : List.of(0, 1)),
              calls(),
              List.of(List.of()),
              types);
      OperatorPlan streamed = new SortedAggregatePlan(sorted, keys, calls(), types);
      assertEquals(
          run(new SortPlan(hashed, groupOrder, null, null)),
          run(streamed),
          "seed " + seed + " round " + round);
    }
  }

  private static ValuesPlan values(Random random) {
    int size = random.nextInt(3) == 0 ? 5000 : random.nextInt(30);
    int keys = random.nextInt(2) == 0 ? 3 : 4000;
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(
          Arrays.asList(
              random.nextInt(8) == 0 ? null : (Integer) random.nextInt(keys),
              random.nextInt(8) == 0 ? null : "text number " + random.nextInt(keys),
              random.nextInt(8) == 0 ? null : (Integer) random.nextInt(5)));
    }
    return new ValuesPlan(TYPES, rows);
  }

  /** COUNT(DISTINCT c), SUM(c), COUNT(*) FILTER (WHERE c > 2). */
  private static List<AggregateCallPlan> calls() {
    Expression value = new ColumnReference(2, TYPES.get(2));
    Expression filter =
        new LongComparison(ComparisonOperator.GREATER, value, new Constant(2, TYPES.get(2)));
    return List.of(
        new AggregateCallPlan(new CountFunction(List.of(value), BIGINT), null, List.of(value)),
        new AggregateCallPlan(new ExactSumFunction(value, BIGINT, false), null, List.of()),
        new AggregateCallPlan(new CountFunction(List.of(), BIGINT), filter, List.of()));
  }

  /** Groups are given out while rows come, so that there are never many of them. */
  @Test
  void holdsFewGroups() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      rows.add(Arrays.asList(i / 3, null, i));
    }
    Execution execution = new Execution(new MemoryDatabase().context(), 0);
    Operator operator =
        new SortedAggregatePlan(
                new ValuesPlan(TYPES, rows),
                List.of(0),
                calls(),
                List.of(TYPES.get(0), BIGINT, BIGINT, BIGINT))
            .operator(execution);
    operator.open();
    long most = 0;
    int groups = 0;
    for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
      groups += batch.count();
      most = Math.max(most, execution.memory().bytesUsed());
    }
    operator.close();
    assertEquals(33_334, groups);
    assertEquals(0, execution.memory().bytesUsed());
    assertTrue(most < 1 << 20, most + " bytes");
  }

  private static List<List<@Nullable Object>> run(OperatorPlan plan) {
    Execution execution = new Execution(new MemoryDatabase().context(), 0);
    Operator operator = plan.operator(execution);
    OperatorRows.read(plan, operator);
    List<List<@Nullable Object>> rows = OperatorRows.read(plan, operator);
    assertEquals(0, execution.memory().bytesUsed());
    return rows;
  }
}
