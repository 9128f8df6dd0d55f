package org.lightningdb.sql.exec.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.testing.MemoryDatabase;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/** Whole batches against one number at a time. */
class ArithmeticTest {
  private static final int ROWS = 64;
  private static final long[] EDGES = {
    0,
    1,
    -1,
    2,
    Short.MAX_VALUE,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    3_037_000_500L
  };

  private final Execution execution = new Execution(new MemoryDatabase().context(), 0);

  @Test
  void computesExactlyOrFails() {
    long seed = 42;
    Random random = new Random(seed);
    List<Arithmetic> operations = List.of(Arithmetic.values());
    for (int round = 0; round < 4000; round++) {
      SqlType type =
          SqlType.of(
              new TypeKind[] {TypeKind.SMALLINT, TypeKind.INTEGER, TypeKind.BIGINT}
                  [random.nextInt(3)]);
      Arithmetic operation = operations.get(random.nextInt(operations.size()));
      Batch batch = batch(random, type, round % 4 == 0);
      String message = "seed " + seed + " round " + round + " " + operation + " " + type;
      SqlState expected = null;
      @Nullable BigInteger[] values = new @Nullable BigInteger[ROWS];
      for (int i = 0; i < batch.count(); i++) {
        int position = batch.rows().position(i);
        LongVector a = (LongVector) batch.column(0);
        LongVector b = (LongVector) batch.column(1);
        if (a.isNull(position) || b.isNull(position)) {
          continue;
        }
        boolean byZero =
            b.get(position) == 0
                && (operation == Arithmetic.DIVIDE || operation == Arithmetic.REMAINDER);
        BigInteger value = byZero ? null : exact(operation, a.get(position), b.get(position));
        if (expected == null && (value == null || !fits(value, type))) {
          expected = byZero ? SqlState.DIVISION_BY_ZERO : SqlState.NUMERIC_OUT_OF_RANGE;
        }
        values[position] = value;
      }
      check(operation, type, batch, values, expected, message);
    }
  }

  private void check(
      Arithmetic operation,
      SqlType type,
      Batch batch,
      @Nullable BigInteger[] values,
      @Nullable SqlState expected,
      String message) {
    Expression expression =
        new LongArithmetic(
            operation, new ColumnReference(0, type), new ColumnReference(1, type), type);
    try {
      ColumnVector result = expression.evaluator(execution).evaluate(batch, batch.rows());
      assertEquals(expected, null, message);
      for (int i = 0; i < batch.count(); i++) {
        int position = batch.rows().position(i);
        BigInteger value = values[position];
        assertEquals(value == null, result.isNull(position), message);
        if (value != null) {
          assertEquals(value.longValueExact(), ((LongVector) result).get(position), message);
        }
      }
    } catch (DbException e) {
      assertEquals(expected, e.state(), message);
    }
  }

  private static Batch batch(Random random, SqlType type, boolean extreme) {
    Batch batch = new Batch(2);
    LongRange range = LongRange.of(type);
    for (int column = 0; column < 2; column++) {
      LongVector vector = new LongVector(ROWS);
      for (int i = 0; i < ROWS; i++) {
        long value = extreme ? EDGES[random.nextInt(EDGES.length)] : random.nextInt(300) - 100;
        vector.set(i, range.contains(value) ? value : random.nextInt(100));
        if (random.nextInt(6) == 0) {
          vector.setNull(i);
        }
      }
      batch.setColumn(column, vector);
    }
    batch.reset(ROWS);
    if (random.nextBoolean()) {
      int[] selected = new int[ROWS];
      int count = 0;
      int step = 1 + random.nextInt(8);
      for (int i = 0; i < ROWS; i += step) {
        selected[count++] = i;
      }
      batch.select(selected, count);
    }
    return batch;
  }

  private static BigInteger exact(Arithmetic operation, long a, long b) {
    BigInteger left = BigInteger.valueOf(a);
    BigInteger right = BigInteger.valueOf(b);
    return switch (operation) {
      case ADD -> left.add(right);
      case SUBTRACT -> left.subtract(right);
      case MULTIPLY -> left.multiply(right);
      case DIVIDE -> left.divide(right);
      case REMAINDER -> left.remainder(right);
    };
  }

  private static boolean fits(BigInteger value, SqlType type) {
    return value.bitLength() <= 63 && LongRange.of(type).contains(value.longValue());
  }
}
