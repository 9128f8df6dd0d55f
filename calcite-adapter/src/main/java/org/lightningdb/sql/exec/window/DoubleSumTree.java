package org.lightningdb.sql.exec.window;

import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.aggregate.DoubleSumFunction;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;

/**
 * The sum of floating-point numbers of any frame in logarithmic time: a segment tree of sums, built
 * as {@link ChosenTree} is. Nothing is ever subtracted, so a large number leaves no error behind in
 * frames that it is not in.
 */
final class DoubleSumTree implements FrameSummary {
  private final DoubleSumFunction function;
  private final int size;
  private final double[] sums;

  /** How many rows before this one have a value. */
  private final int[] counts;

  private DoubleSumTree(DoubleSumFunction function, DoubleVector values, int size) {
    this.function = function;
    this.size = size;
    this.sums = new double[2 * size];
    this.counts = new int[size + 1];
    for (int row = 0; row < size; row++) {
      boolean isNull = values.isNull(row);
      sums[size + row] = isNull ? 0 : values.get(row);
      counts[row + 1] = counts[row] + (isNull ? 0 : 1);
    }
    for (int node = size - 1; node > 0; node--) {
      sums[node] = sums[2 * node] + sums[2 * node + 1];
    }
  }

  /** Null if there are too many rows. */
  static @Nullable DoubleSumTree of(
      DoubleSumFunction function, SortedRows rows, Execution execution) {
    if (rows.size() > Integer.MAX_VALUE / 2) {
      return null;
    }
    Batch columns = rows.columns();
    columns.reset(rows.size());
    ColumnVector values =
        function.argument().evaluator(execution).evaluate(columns, columns.rows());
    return new DoubleSumTree(function, (DoubleVector) values, rows.size());
  }

  @Override
  public void result(int[] bounds, int pieces, ColumnVector target, int position) {
    int count = 0;
    double sum = 0;
    for (int piece = 0; piece < pieces; piece++) {
      int start = bounds[2 * piece];
      int end = bounds[2 * piece + 1];
      count += counts[end] - counts[start];
      sum += sum(start, end);
    }
    if (count == 0 && !function.zeroIfNone()) {
      target.setNull(position);
    } else {
      ((DoubleVector) target).set(position, sum);
    }
  }

  private double sum(int start, int end) {
    double left = 0;
    double right = 0;
    int low = start + size;
    int high = end + size;
    while (low < high) {
      if ((low & 1) != 0) {
        left += sums[low++];
      }
      if ((high & 1) != 0) {
        right = sums[--high] + right;
      }
      low >>= 1;
      high >>= 1;
    }
    return left + right;
  }
}
