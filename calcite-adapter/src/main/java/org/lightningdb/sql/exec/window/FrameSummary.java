package org.lightningdb.sql.exec.window;

import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.aggregate.AggregateCallPlan;
import org.lightningdb.sql.exec.aggregate.ChosenValueFunction;
import org.lightningdb.sql.exec.aggregate.DoubleSumFunction;
import org.lightningdb.storage.vector.ColumnVector;

/** An aggregate prepared over all rows, so that no frame has to be gone through row by row. */
interface FrameSummary {
  /**
   * Sets the result for a frame.
   *
   * @param bounds the first row of each piece of the frame and the one after its last
   */
  void result(int[] bounds, int pieces, ColumnVector target, int position);

  /** The summary of a call; null if there is none for it. */
  static @Nullable FrameSummary of(AggregateCallPlan call, SortedRows rows, Execution execution) {
    if (call.filter() != null || !call.distinct().isEmpty()) {
      return null;
    }
    if (call.function() instanceof ChosenValueFunction function) {
      return ChosenTree.of(function, rows, execution);
    }
    return call.function() instanceof DoubleSumFunction sum
        ? DoubleSumTree.of(sum, rows, execution)
        : PrefixSums.of(call, rows, execution);
  }
}
