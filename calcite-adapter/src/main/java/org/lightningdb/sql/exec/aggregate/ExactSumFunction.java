package org.lightningdb.sql.exec.aggregate;

import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.Decimals;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * The exact sum of integers or decimals. A group's sum is an unscaled long and, only if longs ever
 * overflowed or a value was too long for one, a decimal beside it.
 *
 * @param zeroIfNone whether a group without values has the sum 0 instead of NULL
 */
public record ExactSumFunction(Expression argument, SqlType type, boolean zeroIfNone)
    implements AggregateFunction {
  @Override
  public boolean mergeable() {
    return true;
  }

  @Override
  public Accumulator accumulator(Execution execution) {
    return new Running(argument.evaluator(execution));
  }

  /** One execution's state. */
  private final class Running implements Accumulator {
    private static final int SMALL_BITS = 47;
    private static final int SMALL_VALUES_MAX = 1 << 16;

    private final Evaluator evaluator;
    private final SqlType argumentType = argument.type();
    private boolean[] seen = new boolean[1];
    private long[] sums = new long[1];
    private @Nullable BigDecimal @Nullable [] overflows;

    Running(Evaluator evaluator) {
      this.evaluator = evaluator;
    }

    @Override
    public void grow(int groupCount) {
      if (sums.length < groupCount) {
        sums = Arrays.copyOf(sums, Math.max(groupCount, 2 * sums.length));
        seen = Arrays.copyOf(seen, sums.length);
      }
    }

    private @Nullable LongVector unscaled(Batch batch, Rows rows) {
      return argumentType.columnKind() == ColumnKind.LONG
          ? (LongVector) evaluator.evaluate(batch, rows)
          : evaluator.evaluateUnscaled(batch, rows);
    }

    @Override
    public void addToFirst(Batch batch, Rows rows, int[] zeros) {
      LongVector values = unscaled(batch, rows);
      if (values != null && !values.hasNulls() && rows.count() > 0) {
        addTotal(values.values(), rows, zeros);
      } else if (values != null) {
        addNullable(values, rows, zeros);
      } else {
        addDecimals(evaluator.evaluate(batch, rows), rows, zeros);
      }
    }

    /** Sums up without looking for overflows if the values are so small that there are none. */
    private void addTotal(long[] values, Rows rows, int[] zeros) {
      long sum = 0;
      long bits = 0;
      int[] listed = rows.positions();
      if (listed == null) {
        for (int i = 0; i < rows.count(); i++) {
          sum += values[i];
          bits |= values[i] ^ (values[i] >> 63);
        }
      } else {
        for (int i = 0; i < rows.count(); i++) {
          long value = values[listed[i]];
          sum += value;
          bits |= value ^ (value >> 63);
        }
      }
      if (bits >>> SMALL_BITS == 0 && rows.count() <= SMALL_VALUES_MAX) {
        add(0, sum);
      } else {
        addLongs(values, rows, zeros);
      }
    }

    @Override
    public void add(Batch batch, Rows rows, int[] groups) {
      LongVector values = unscaled(batch, rows);
      if (values == null) {
        addDecimals(evaluator.evaluate(batch, rows), rows, groups);
      } else if (values.hasNulls()) {
        addNullable(values, rows, groups);
      } else {
        addLongs(values.values(), rows, groups);
      }
    }

    private void addLongs(long[] values, Rows rows, int[] groups) {
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        add(groups[position], values[position]);
      }
    }

    private void addNullable(LongVector values, Rows rows, int[] groups) {
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (!values.isNull(position)) {
          add(groups[position], values.get(position));
        }
      }
    }

    private void add(int group, long value) {
      long before = sums[group];
      long sum = before + value;
      if (((before ^ sum) & (value ^ sum)) < 0) {
        spill(group, BigDecimal.valueOf(before, argumentType.scale()));
        sum = value;
      }
      sums[group] = sum;
      seen[group] = true;
    }

    private void addDecimals(ColumnVector values, Rows rows, int[] groups) {
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (!values.isNull(position)) {
          spill(groups[position], Decimals.get(values, position, argumentType));
          seen[groups[position]] = true;
        }
      }
    }

    private void spill(int group, BigDecimal value) {
      @Nullable BigDecimal[] larger = overflows;
      if (larger == null || larger.length < sums.length) {
        larger =
            larger == null
                ? new @Nullable BigDecimal[sums.length]
                : Arrays.copyOf(larger, sums.length);
        overflows = larger;
      }
      BigDecimal before = larger[group];
      larger[group] = before == null ? value : before.add(value);
    }

    @Override
    public void merge(Accumulator other, int first, int count, int[] groups) {
      Running added = (Running) other;
      @Nullable BigDecimal[] larger = added.overflows;
      for (int i = 0; i < count; i++) {
        int from = first + i;
        if (added.seen[from]) {
          add(groups[i], added.sums[from]);
        }
        BigDecimal rest = larger == null || larger.length <= from ? null : larger[from];
        if (rest != null) {
          spill(groups[i], rest);
        }
      }
    }

    @Override
    public void results(int firstGroup, int count, ColumnVector target) {
      for (int i = 0; i < count; i++) {
        int group = firstGroup + i;
        if (!seen[group] && !zeroIfNone) {
          target.setNull(i);
        } else {
          set(target, i, group);
        }
      }
    }

    private void set(ColumnVector target, int position, int group) {
      @Nullable BigDecimal[] larger = overflows;
      BigDecimal rest = larger == null || larger.length <= group ? null : larger[group];
      BigDecimal sum = BigDecimal.valueOf(sums[group], argumentType.scale());
      Decimals.set(target, position, type, rest == null ? sum : sum.add(rest));
    }
  }
}
