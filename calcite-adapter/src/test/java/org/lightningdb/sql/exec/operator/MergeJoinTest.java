package org.lightningdb.sql.exec.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.expression.ColumnReference;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.sql.testing.MemoryDatabase;

/** What merging promises beyond the rows of a join: order, and keys of any number and type. */
class MergeJoinTest {
  private static final SqlType INTEGER = SqlType.of(TypeKind.INTEGER);
  private static final SqlType TEXT = SqlType.varchar(20);
  private static final List<SqlType> TYPES = List.of(INTEGER, TEXT, INTEGER);

  @Test
  void keepsTheLeftOrderByKeysOfAnyTypeAndDirection() {
    long seed = 4711;
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      boolean nullSafe = random.nextBoolean();
      List<List<@Nullable Object>> left = rows(random);
      List<List<@Nullable Object>> right = rows(random);
      List<SortKey> keys =
          List.of(
              new SortKey(1, random.nextBoolean(), random.nextBoolean()),
              new SortKey(0, random.nextBoolean(), random.nextBoolean()));
      OperatorPlan sortedLeft = new SortPlan(new ValuesPlan(TYPES, left), keys, null, null);
      OperatorPlan sortedRight = new SortPlan(new ValuesPlan(TYPES, right), keys, null, null);
      List<List<@Nullable Object>> leftRows = run(sortedLeft);
      List<List<@Nullable Object>> rightRows = run(sortedRight);
      for (JoinType type : List.of(JoinType.INNER, JoinType.LEFT, JoinType.SEMI, JoinType.ANTI)) {
        assertEquals(
            naive(leftRows, rightRows, type, nullSafe),
            run(new MergeJoinPlan(sortedLeft, sortedRight, type, keys(keys, nullSafe), null)),
            "seed " + seed + " round " + round + " " + type);
      }
    }
  }

  private static List<List<@Nullable Object>> rows(Random random) {
    int size = random.nextInt(8) == 0 ? 2500 : random.nextInt(30);
    int keys = size > 100 ? 1 + random.nextInt(40) : 4;
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(
          Arrays.asList(
              random.nextInt(8) == 0 ? null : (Integer) random.nextInt(3),
              random.nextInt(8) == 0 ? null : "text number " + random.nextInt(keys),
              i));
    }
    return rows;
  }

  private static List<MergeJoinPlan.Key> keys(List<SortKey> order, boolean nullSafe) {
    List<MergeJoinPlan.Key> keys = new ArrayList<>();
    for (SortKey key : order) {
      ColumnReference column = new ColumnReference(key.column(), TYPES.get(key.column()));
      keys.add(new MergeJoinPlan.Key(column, column, key.descending(), key.nullsFirst(), nullSafe));
    }
    return keys;
  }

  private static List<List<@Nullable Object>> naive(
      List<List<@Nullable Object>> left,
      List<List<@Nullable Object>> right,
      JoinType type,
      boolean nullSafe) {
    List<List<@Nullable Object>> result = new ArrayList<>();
    for (List<@Nullable Object> row : left) {
      boolean any = false;
      for (List<@Nullable Object> other : right) {
        if (isEqual(row.get(0), other.get(0), nullSafe)
            && isEqual(row.get(1), other.get(1), nullSafe)) {
          any = true;
          if (type.combines()) {
            result.add(both(row, other));
          }
        }
      }
      if (type == JoinType.LEFT && !any) {
        result.add(both(row, Arrays.asList(null, null, null)));
      }
      if (type == (any ? JoinType.SEMI : JoinType.ANTI)) {
        result.add(row);
      }
    }
    return result;
  }

  private static boolean isEqual(@Nullable Object a, @Nullable Object b, boolean nullSafe) {
    return (nullSafe || (a != null && b != null)) && Objects.equals(a, b);
  }

  private static List<@Nullable Object> both(
      List<@Nullable Object> left, List<@Nullable Object> right) {
    List<@Nullable Object> row = new ArrayList<>(left);
    row.addAll(right);
    return row;
  }

  /** The rows of one key go through many batches of both sides. */
  @Test
  void joinsAGroupLargerThanBatches() {
    List<List<@Nullable Object>> left = new ArrayList<>();
    List<List<@Nullable Object>> right = new ArrayList<>();
    for (int i = 0; i < 2100; i++) {
      left.add(Arrays.asList(i < 3 ? 1 : 2, null, i));
    }
    for (int i = 0; i < 3000; i++) {
      right.add(Arrays.asList(i < 1 ? 0 : i < 2995 ? 1 : i < 2998 ? 2 : 3, null, i));
    }
    OperatorPlan plan =
        new MergeJoinPlan(
            new ValuesPlan(TYPES, left),
            new ValuesPlan(TYPES, right),
            JoinType.FULL,
            keys(List.of(new SortKey(0, false, false)), false),
            null);
    List<List<@Nullable Object>> rows = run(plan);
    assertEquals(3 * 2994 + 2097 * 3 + 3, rows.size());
    assertEquals(3, rows.stream().filter(row -> row.get(0) == null).count());
  }

  /** Of the right side there is never more in memory than a few batches, if keys are few. */
  @Test
  void holdsNoMoreThanItNeeds() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      rows.add(Arrays.asList(i / 2, null, i));
    }
    ValuesPlan values = new ValuesPlan(TYPES, rows);
    MemoryDatabase database = new MemoryDatabase();
    Execution execution = new Execution(database.context(), 0);
    Operator operator =
        new MergeJoinPlan(
                values,
                values,
                JoinType.FULL,
                keys(List.of(new SortKey(0, false, false)), false),
                null)
            .operator(execution);
    operator.open();
    long most = 0;
    long count = 0;
    for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
      most = Math.max(most, execution.memory().bytesUsed());
      count += batch.count();
    }
    operator.close();
    operator.close();
    assertEquals(100_000, count);
    assertEquals(0, execution.memory().bytesUsed());
    assertEquals(true, most < 3 * 1024 * 8 * 3, most + " bytes");
  }

  private static List<List<@Nullable Object>> run(OperatorPlan plan) {
    Execution execution = new Execution(new MemoryDatabase().context(), 0);
    return OperatorRows.read(plan, plan.operator(execution));
  }
}
