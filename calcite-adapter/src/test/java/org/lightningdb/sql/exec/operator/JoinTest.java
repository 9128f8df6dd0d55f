package org.lightningdb.sql.exec.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.QueryResources;
import org.lightningdb.sql.exec.expression.ColumnReference;
import org.lightningdb.sql.exec.expression.ComparisonOperator;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.expression.Junction;
import org.lightningdb.sql.exec.expression.LongComparison;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.sql.testing.HeapScratch;
import org.lightningdb.sql.testing.MemoryDatabase;

/** Every kind of join, by hash, by nested loop and by merging, against the definition. */
class JoinTest {
  private static final SqlType INTEGER = SqlType.of(TypeKind.INTEGER);
  private static final List<SqlType> TYPES = List.of(INTEGER, INTEGER);

  @Test
  void joinsAsDefined() {
    long seed = 99;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      int spread = random.nextBoolean() ? 1 : 1_000_003;
      List<List<@Nullable Object>> left = rows(random, spread);
      List<List<@Nullable Object>> right = rows(random, spread);
      if (random.nextBoolean()) {
        right = withoutRepeatedKeys(right);
      }
      boolean residual = random.nextBoolean();
      for (JoinType type : JoinType.values()) {
        String message = "seed " + seed + " round " + round + " " + type + " " + residual;
        List<String> expected = naive(left, right, type, residual);
        assertEquals(expected, run(nestedLoop(left, right, type, residual)), message);
        if (round % 20 == 0) {
          assertEquals(expected, spilled(nestedLoop(left, right, type, residual)), message);
        }
        if (type != JoinType.MARK || !residual) {
          assertEquals(expected, run(hash(left, right, type, residual)), message);
          if (type != JoinType.MARK) {
            assertEquals(
                expected, run(merge(left, right, type, residual, random.nextInt(4))), message);
          }
          if (round % 20 == 0) {
            HashJoinPlan hash = hash(left, right, type, residual);
            assertEquals(expected, spilled(hash), message);
            if (!type.keepsRightAlone()) {
              assertEquals(expected, spilled(ordered(hash)), message);
            }
          }
        }
      }
    }
  }

  private static List<List<@Nullable Object>> withoutRepeatedKeys(
      List<List<@Nullable Object>> rows) {
    Set<@Nullable Object> seen = new HashSet<>();
    return rows.stream().filter(row -> row.get(0) == null || seen.add(row.get(0))).toList();
  }

  /**
   * Some rows.
   *
   * @param spread how far apart the keys are at least
   */
  private static List<List<@Nullable Object>> rows(Random random, int spread) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    int size = random.nextInt(10) == 0 ? 1500 : random.nextInt(12);
    int keys = size > 100 ? 300 : 6;
    for (int i = 0; i < size; i++) {
      Integer key = random.nextInt(6) == 0 ? null : (Integer) (spread * random.nextInt(keys));
      rows.add(Arrays.asList(key, random.nextInt(6) == 0 ? null : (Integer) random.nextInt(5)));
    }
    return rows;
  }

  private static Expression column(int index) {
    return new ColumnReference(index, INTEGER);
  }

  private static HashJoinPlan ordered(HashJoinPlan plan) {
    return new HashJoinPlan(
        plan.left(),
        plan.right(),
        plan.type(),
        plan.leftKeys(),
        plan.rightKeys(),
        plan.nullSafe(),
        plan.residual(),
        true);
  }

  private static HashJoinPlan hash(
      List<List<@Nullable Object>> left,
      List<List<@Nullable Object>> right,
      JoinType type,
      boolean residual) {
    return new HashJoinPlan(
        new ValuesPlan(TYPES, left),
        new ValuesPlan(TYPES, right),
        type,
        List.of(column(0)),
        List.of(column(0)),
        List.of(false),
        residual ? new LongComparison(ComparisonOperator.LESS, column(1), column(3)) : null,
        false);
  }

  /** By merging sorted inputs, in one of the four orders that there are. */
  private static OperatorPlan merge(
      List<List<@Nullable Object>> left,
      List<List<@Nullable Object>> right,
      JoinType type,
      boolean residual,
      int order) {
    boolean descending = order % 2 == 0;
    boolean nullsFirst = order / 2 == 0;
    List<SortKey> sorted = List.of(new SortKey(0, descending, nullsFirst));
    return new MergeJoinPlan(
        new SortPlan(new ValuesPlan(TYPES, left), sorted, null, null),
        new SortPlan(new ValuesPlan(TYPES, right), sorted, null, null),
        type,
        List.of(new MergeJoinPlan.Key(column(0), column(0), descending, nullsFirst, false)),
        residual ? new LongComparison(ComparisonOperator.LESS, column(1), column(3)) : null);
  }

  private static OperatorPlan nestedLoop(
      List<List<@Nullable Object>> left,
      List<List<@Nullable Object>> right,
      JoinType type,
      boolean residual) {
    Expression equal = new LongComparison(ComparisonOperator.EQUAL, column(0), column(2));
    Expression less = new LongComparison(ComparisonOperator.LESS, column(1), column(3));
    return new NestedLoopJoinPlan(
        new ValuesPlan(TYPES, left),
        new ValuesPlan(TYPES, right),
        type,
        residual ? new Junction(true, List.of(equal, less)) : equal,
        residual ? List.of(0, 1) : List.of(0));
  }

  /** The truth of the condition; null for unknown. */
  private static @Nullable Boolean condition(
      List<@Nullable Object> left, List<@Nullable Object> right, boolean residual) {
    Integer a = (Integer) left.get(0);
    Integer b = (Integer) right.get(0);
    Boolean equal = (a == null || b == null) ? null : (Boolean) a.equals(b);
    if (!residual) {
      return equal;
    }
    Integer c = (Integer) left.get(1);
    Integer d = (Integer) right.get(1);
    Boolean less = (c == null || d == null) ? null : (Boolean) (c < d);
    if (Boolean.FALSE.equals(equal) || Boolean.FALSE.equals(less)) {
      return false;
    }
    return (equal == null || less == null) ? null : (Boolean) true;
  }

  private static List<String> naive(
      List<List<@Nullable Object>> left,
      List<List<@Nullable Object>> right,
      JoinType type,
      boolean residual) {
    List<String> result = new ArrayList<>();
    boolean[] matched = new boolean[right.size()];
    for (List<@Nullable Object> row : left) {
      boolean any = false;
      boolean unknown = false;
      for (int i = 0; i < right.size(); i++) {
        Boolean truth = condition(row, right.get(i), residual);
        unknown |= truth == null;
        if (Boolean.TRUE.equals(truth)) {
          any = true;
          matched[i] = true;
          if (type.combines()) {
            result.add(row + "" + right.get(i));
          }
        }
      }
      switch (type) {
        case LEFT, FULL -> addIf(result, !any, row + "[null, null]");
        case SEMI -> addIf(result, any, row.toString());
        case ANTI -> addIf(result, !any, row.toString());
        case MARK -> result.add(row + "[" + (any ? "true" : unknown ? "null" : "false") + "]");
        default -> {}
      }
    }
    for (int i = 0; i < right.size() && type.keepsRight(); i++) {
      if (type.keepsRightAlone()) {
        addIf(result, matched[i] == (type == JoinType.RIGHT_SEMI), right.get(i).toString());
      } else {
        addIf(result, !matched[i], "[null, null]" + right.get(i));
      }
    }
    Collections.sort(result);
    return result;
  }

  private static void addIf(List<String> result, boolean wanted, String row) {
    if (wanted) {
      result.add(row);
    }
  }

  /** The rows, sorted; executed twice, as operators can be opened again. */
  private static List<String> run(OperatorPlan plan) {
    return run(plan, QueryResources.heapOnly());
  }

  /** The same with no memory at all: every level goes to files until one key is left. */
  private static List<String> spilled(OperatorPlan plan) {
    HeapScratch scratch = new HeapScratch();
    List<String> rows = run(plan, new QueryResources(0, null, scratch));
    assertEquals(0, scratch.openFiles());
    return rows;
  }

  private static List<String> run(OperatorPlan plan, QueryResources resources) {
    MemoryDatabase database = new MemoryDatabase();
    database.setResources(resources);
    Execution execution = new Execution(database.context(), 0);
    Operator operator = plan.operator(execution);
    List<String> first = pass(operator, plan);
    List<String> second = pass(operator, plan);
    assertEquals(first, second);
    assertEquals(0, execution.memory().bytesUsed());
    return first;
  }

  private static List<String> pass(Operator operator, OperatorPlan plan) {
    List<String> rows = new ArrayList<>();
    for (List<@Nullable Object> row : OperatorRows.read(plan, operator)) {
      rows.add(
          row.size() == 2
              ? row.toString()
              : row.subList(0, 2).toString() + row.subList(2, row.size()));
    }
    Collections.sort(rows);
    return rows;
  }
}
