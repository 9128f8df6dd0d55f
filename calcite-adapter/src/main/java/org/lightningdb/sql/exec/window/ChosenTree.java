package org.lightningdb.sql.exec.window;

import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.aggregate.ChosenValueFunction;
import org.lightningdb.sql.exec.aggregate.ChosenValueFunction.Choice;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.expression.ValueOrder;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * The least or greatest value of any frame in logarithmic time: a segment tree whose nodes know the
 * row with the best value below them. Leaf i is node n + i; the children of node k are 2k and 2k+1.
 */
final class ChosenTree implements FrameSummary {
  private static final int NONE = -1;

  private final ColumnVector values;
  private final ValueOrder order;
  private final boolean greatest;
  private final int size;
  private final int[] best;

  private ChosenTree(ColumnVector values, boolean greatest, int size) {
    this.values = values;
    this.order = ValueOrder.of(values.kind());
    this.greatest = greatest;
    this.size = size;
    this.best = new int[2 * size];
    for (int row = 0; row < size; row++) {
      best[size + row] = values.isNull(row) ? NONE : row;
    }
    for (int node = size - 1; node > 0; node--) {
      best[node] = better(best[2 * node], best[2 * node + 1]);
    }
  }

  /** Null if the function chooses by something else than the order of values. */
  static @Nullable ChosenTree of(
      ChosenValueFunction function, SortedRows rows, Execution execution) {
    boolean ordered = function.choice() == Choice.LEAST || function.choice() == Choice.GREATEST;
    if (!ordered || rows.size() > Integer.MAX_VALUE / 2) {
      return null;
    }
    Batch columns = rows.columns();
    columns.reset(rows.size());
    ColumnVector values =
        function.argument().evaluator(execution).evaluate(columns, columns.rows());
    return new ChosenTree(values, function.choice() == Choice.GREATEST, rows.size());
  }

  private int better(int left, int right) {
    if (left == NONE || right == NONE) {
      return left == NONE ? right : left;
    }
    int compared = order.compare(values, right, values, left);
    return (greatest ? compared > 0 : compared < 0) ? right : left;
  }

  @Override
  public void result(int[] bounds, int pieces, ColumnVector target, int position) {
    int found = NONE;
    for (int piece = 0; piece < pieces; piece++) {
      found = better(found, best(bounds[2 * piece], bounds[2 * piece + 1]));
    }
    if (found == NONE) {
      target.setNull(position);
    } else {
      target.copyFrom(position, values, found);
    }
  }

  private int best(int start, int end) {
    int left = NONE;
    int right = NONE;
    int low = start + size;
    int high = end + size;
    while (low < high) {
      if ((low & 1) != 0) {
        left = better(left, best[low++]);
      }
      if ((high & 1) != 0) {
        right = better(best[--high], right);
      }
      low >>= 1;
      high >>= 1;
    }
    return better(left, right);
  }
}
