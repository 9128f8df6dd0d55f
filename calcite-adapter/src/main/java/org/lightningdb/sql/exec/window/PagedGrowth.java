package org.lightningdb.sql.exec.window;

import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.aggregate.AggregateCallPlan;
import org.lightningdb.sql.exec.aggregate.CallState;
import org.lightningdb.sql.exec.store.PagedRows;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * An aggregate of rows in a file over frames that only grow within a partition: each row is added
 * once, when the first frame reaches it.
 */
final class PagedGrowth implements PagedFunction {
  private final AggregateCallPlan call;
  private final Execution execution;
  private final PagedStretch stretch;
  private final ColumnVector result;
  private @Nullable CallState state;

  /** One after the last row added. */
  private long added;

  PagedGrowth(AggregateCallPlan call, PagedRows rows, Execution execution) {
    this.call = call;
    this.execution = execution;
    this.stretch = new PagedStretch(rows);
    this.result = ColumnVector.create(call.function().type().columnKind(), 1);
  }

  @Override
  public void compute(PagedFrames frames, ColumnVector target) {
    for (int i = 0; i < frames.count(); i++) {
      CallState current = state;
      if (current == null || frames.first() + i == frames.partitionStart(i)) {
        current = begin(frames.partitionStart(i));
      }
      if (frames.end(i) > added) {
        stretch.add(current, added, frames.end(i), 0);
        added = frames.end(i);
        readResult(current);
      }
      target.copyFrom(i, result, 0);
    }
  }

  private CallState begin(long partitionStart) {
    close();
    CallState fresh = new CallState(call, execution);
    state = fresh;
    fresh.accumulator().grow(1);
    added = partitionStart;
    readResult(fresh);
    return fresh;
  }

  private void readResult(CallState current) {
    result.clear();
    current.accumulator().results(0, 1, result);
  }

  @Override
  public void close() {
    CallState current = state;
    state = null;
    if (current != null) {
      current.close();
    }
  }
}
