package org.lightningdb.sql.exec.window;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.aggregate.AggregateCallPlan;
import org.lightningdb.sql.exec.aggregate.CountFunction;
import org.lightningdb.sql.exec.aggregate.ExactSumFunction;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.expression.Decimals;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * Counts and exact sums of any frame in constant time: what all rows up to its end have, less what
 * all rows before its start have.
 */
final class PrefixSums implements FrameSummary {
  private final AggregateCallPlan call;
  private final int[] counts;
  private final long @Nullable [] sums;

  private PrefixSums(AggregateCallPlan call, int[] counts, long @Nullable [] sums) {
    this.call = call;
    this.counts = counts;
    this.sums = sums;
  }

  /**
   * The sums of a call over all rows; null if it is of another kind or a sum is too long.
   *
   * @param call without FILTER and DISTINCT
   */
  static @Nullable PrefixSums of(AggregateCallPlan call, SortedRows rows, Execution execution) {
    Batch columns = rows.columns();
    columns.reset(rows.size());
    if (call.function() instanceof CountFunction count) {
      return new PrefixSums(call, counts(count.arguments(), columns, execution), null);
    }
    if (call.function() instanceof ExactSumFunction sum
        && sum.argument().type().columnKind() == ColumnKind.LONG) {
      LongVector values =
          (LongVector) sum.argument().evaluator(execution).evaluate(columns, columns.rows());
      long[] sums = sums(values, rows.size());
      return sums == null
          ? null
          : new PrefixSums(call, counts(List.of(sum.argument()), columns, execution), sums);
    }
    return null;
  }

  private static int[] counts(List<Expression> arguments, Batch columns, Execution execution) {
    int size = columns.count();
    boolean[] excluded = new boolean[size];
    for (Expression argument : arguments) {
      ColumnVector values = argument.evaluator(execution).evaluate(columns, columns.rows());
      for (int row = 0; values.hasNulls() && row < size; row++) {
        excluded[row] |= values.isNull(row);
      }
    }
    int[] counts = new int[size + 1];
    for (int row = 0; row < size; row++) {
      counts[row + 1] = counts[row] + (excluded[row] ? 0 : 1);
    }
    return counts;
  }

  /** Null if a sum does not fit an eighth of the range, so that three differences always fit. */
  private static long @Nullable [] sums(LongVector values, int size) {
    long[] sums = new long[size + 1];
    for (int row = 0; row < size; row++) {
      long value = values.isNull(row) ? 0 : values.get(row);
      long sum = sums[row] + value;
      boolean overflow = ((sums[row] ^ sum) & (value ^ sum)) < 0;
      if (overflow || sum != sum << 3 >> 3) {
        return null;
      }
      sums[row + 1] = sum;
    }
    return sums;
  }

  @Override
  public void result(int[] bounds, int pieces, ColumnVector target, int position) {
    int count = 0;
    for (int piece = 0; piece < pieces; piece++) {
      count += counts[bounds[2 * piece + 1]] - counts[bounds[2 * piece]];
    }
    long[] prefix = sums;
    if (prefix == null) {
      ((LongVector) target).set(position, count);
      return;
    }
    ExactSumFunction sum = (ExactSumFunction) call.function();
    if (count == 0 && !sum.zeroIfNone()) {
      target.setNull(position);
    } else {
      long total = 0;
      for (int piece = 0; piece < pieces; piece++) {
        total += prefix[bounds[2 * piece + 1]] - prefix[bounds[2 * piece]];
      }
      BigDecimal value = BigDecimal.valueOf(total, sum.argument().type().scale());
      Decimals.set(target, position, sum.type(), value);
    }
  }
}
