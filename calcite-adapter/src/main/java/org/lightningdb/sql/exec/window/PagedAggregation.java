package org.lightningdb.sql.exec.window;

import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.aggregate.AggregateCallPlan;
import org.lightningdb.sql.exec.aggregate.CallState;
import org.lightningdb.sql.exec.store.PagedRows;
import org.lightningdb.storage.vector.ColumnVector;

/** An aggregate of rows in a file that goes through the frame of each row anew. */
final class PagedAggregation implements PagedFunction {
  private final AggregateCallPlan call;
  private final Execution execution;
  private final PagedStretch stretch;
  private final ColumnVector result;
  private final long[] bounds = new long[2 * Frames.PIECES_MAX];
  private @Nullable CallState open;

  PagedAggregation(AggregateCallPlan call, PagedRows rows, Execution execution) {
    this.call = call;
    this.execution = execution;
    this.stretch = new PagedStretch(rows);
    this.result = ColumnVector.create(call.function().type().columnKind(), 1);
  }

  @Override
  public void compute(PagedFrames frames, ColumnVector target) {
    for (int i = 0; i < frames.count(); i++) {
      CallState state = new CallState(call, execution);
      open = state;
      state.accumulator().grow(1);
      int pieces = frames.pieces(i, bounds);
      for (int piece = 0; piece < pieces; piece++) {
        stretch.add(state, bounds[2 * piece], bounds[2 * piece + 1], 0);
      }
      result.clear();
      state.accumulator().results(0, 1, result);
      target.copyFrom(i, result, 0);
      close();
    }
  }

  @Override
  public void close() {
    CallState state = open;
    open = null;
    if (state != null) {
      state.close();
    }
  }
}
