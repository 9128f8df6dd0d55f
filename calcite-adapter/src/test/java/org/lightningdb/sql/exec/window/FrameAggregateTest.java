package org.lightningdb.sql.exec.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.aggregate.AggregateCallPlan;
import org.lightningdb.sql.exec.aggregate.AggregateFunction;
import org.lightningdb.sql.exec.aggregate.ChosenValueFunction;
import org.lightningdb.sql.exec.aggregate.ChosenValueFunction.Choice;
import org.lightningdb.sql.exec.aggregate.CountFunction;
import org.lightningdb.sql.exec.aggregate.DoubleSumFunction;
import org.lightningdb.sql.exec.aggregate.ExactSumFunction;
import org.lightningdb.sql.exec.expression.ColumnReference;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.sql.testing.MemoryDatabase;
import org.lightningdb.storage.vector.ColumnVector;

/** Aggregates over random frames, against going through each frame. */
class FrameAggregateTest {
  private static final SqlType BIGINT = SqlType.of(TypeKind.BIGINT);
  private static final SqlType DOUBLE = SqlType.of(TypeKind.DOUBLE);
  private static final SqlType TEXT = SqlType.varchar(SqlType.UNBOUNDED);
  private static final List<SqlType> TYPES = List.of(BIGINT, BIGINT, BIGINT, DOUBLE, TEXT);

  @Test
  void summariesEqualWhatTheRowsOfTheFrameSay() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Execution execution = new Execution(new MemoryDatabase().context(), 0);
      RowStore store = new RowStore(TYPES, execution.memory());
      for (int i = random.nextInt(80); i >= 0; i--) {
        append(store, random);
      }
      List<SortKey> keys =
          List.of(new SortKey(0, false, false), new SortKey(1, random.nextBoolean(), true));
      SortedRows rows = new SortedRows(store, TYPES, keys, 1, Set.of(0, 1, 2, 3, 4));
      Frames frames = new Frames(rows, frame(random), keys.get(1));
      check(Choice.LEAST, 2, rows, frames, execution, seed);
      check(Choice.GREATEST, 3, rows, frames, execution, seed);
      check(Choice.LEAST, 4, rows, frames, execution, seed);
      checkSums(rows, frames, execution, seed);
      execution.close();
    }
  }

  private static WindowFrame frame(Random random) {
    FrameBound.Kind[] kinds = FrameBound.Kind.values();
    FrameBound[] bounds = new FrameBound[2];
    for (int i = 0; i < 2; i++) {
      bounds[i] = FrameBound.ofRows(kinds[random.nextInt(kinds.length)], random.nextInt(6));
    }
    WindowFrame.Exclusion[] exclusions = WindowFrame.Exclusion.values();
    return new WindowFrame(
        random.nextBoolean(), bounds[0], bounds[1], exclusions[random.nextInt(exclusions.length)]);
  }

  private static void append(RowStore store, Random random) {
    ColumnVector[] columns = new ColumnVector[TYPES.size()];
    Object[] values = {
      (long) random.nextInt(3),
      (long) random.nextInt(20),
      random.nextLong() >> random.nextInt(64),
      (double) random.nextInt(50),
      "t" + random.nextInt(30)
    };
    for (int i = 0; i < columns.length; i++) {
      columns[i] = ColumnVector.create(TYPES.get(i).columnKind(), 1);
      boolean isNull = i > 0 && random.nextInt(4) == 0;
      VectorValues.set(columns[i], 0, TYPES.get(i), isNull ? null : values[i]);
    }
    store.append(columns, 0);
  }

  private static void check(
      Choice choice, int column, SortedRows rows, Frames frames, Execution execution, long seed) {
    SqlType type = TYPES.get(column);
    ChosenValueFunction function =
        new ChosenValueFunction(choice, new ColumnReference(column, type), type);
    List<@Nullable Object> results = results(function, rows, frames, execution);
    for (int row = 0; row < rows.size(); row++) {
      @SuppressWarnings("unchecked")
      Comparator<Object> order = (a, b) -> ((Comparable<Object>) a).compareTo(b);
      List<Object> values = values(column, row, rows, frames);
      Object expected =
          choice == Choice.LEAST
              ? values.stream().min(order).orElse(null)
              : values.stream().max(order).orElse(null);
      assertEquals(expected, results.get(row), "seed " + seed + " row " + row);
    }
  }

  private static void checkSums(SortedRows rows, Frames frames, Execution execution, long seed) {
    ColumnReference number = new ColumnReference(3, DOUBLE);
    ColumnReference small = new ColumnReference(1, BIGINT);
    List<@Nullable Object> doubles =
        results(new DoubleSumFunction(number, DOUBLE, false), rows, frames, execution);
    List<@Nullable Object> longs =
        results(new ExactSumFunction(small, BIGINT, false), rows, frames, execution);
    List<@Nullable Object> counts =
        results(new CountFunction(List.of(small), BIGINT), rows, frames, execution);
    for (int row = 0; row < rows.size(); row++) {
      String context = "seed " + seed + " row " + row;
      List<Object> values = values(3, row, rows, frames);
      double sum = values.stream().mapToDouble(value -> (Double) value).sum();
      assertEquals(values.isEmpty() ? null : (Object) sum, doubles.get(row), context);
      List<Object> exact = values(1, row, rows, frames);
      long total = exact.stream().mapToLong(value -> (Long) value).sum();
      assertEquals(exact.isEmpty() ? null : (Object) total, longs.get(row), context);
      assertEquals((long) exact.size(), counts.get(row), context);
    }
  }

  private static List<@Nullable Object> results(
      AggregateFunction function, SortedRows rows, Frames frames, Execution execution) {
    AggregateCallPlan call = new AggregateCallPlan(function, null, List.of());
    assertNotNull(FrameSummary.of(call, rows, execution));
    ColumnVector target = ColumnVector.create(function.type().columnKind(), rows.size());
    new FrameAggregateFunction(call, Set.of()).compute(rows, frames, target, execution);
    List<@Nullable Object> results = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      results.add(VectorValues.get(target, row, function.type()));
    }
    return results;
  }

  /** The values in a row's frame that are not NULL. */
  private static List<Object> values(int column, int row, SortedRows rows, Frames frames) {
    List<Object> values = new ArrayList<>();
    for (int at = frames.start(row); at < frames.end(row); at++) {
      ColumnVector vector = rows.columns().column(column);
      if (!frames.isExcluded(row, at) && !vector.isNull(at)) {
        values.add(Objects.requireNonNull(VectorValues.get(vector, at, TYPES.get(column))));
      }
    }
    return values;
  }
}
