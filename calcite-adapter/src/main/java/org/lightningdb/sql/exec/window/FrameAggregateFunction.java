package org.lightningdb.sql.exec.window;

import java.util.Set;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.aggregate.AggregateCallPlan;
import org.lightningdb.sql.exec.aggregate.CallState;
import org.lightningdb.sql.exec.aggregate.DoubleSumFunction;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.PagedRows;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * An aggregate over the frame. For whole partitions it is computed once each; while the frame only
 * grows, rows are added as they come in; for other frames there is a {@link FrameSummary} of
 * counts, sums, least and greatest values; else each row's frame is aggregated anew.
 *
 * @param call its arguments are columns
 */
public record FrameAggregateFunction(AggregateCallPlan call, Set<Integer> columns)
    implements WindowFunction {
  private static final int ROWS_BETWEEN_CHECKS = 1024;

  public FrameAggregateFunction {
    columns = Set.copyOf(columns);
  }

  @Override
  public SqlType type() {
    return call.function().type();
  }

  @Override
  public void compute(SortedRows rows, Frames frames, ColumnVector target, Execution execution) {
    if (rows.size() == 0) {
      return;
    }
    CallState state = new CallState(call, execution);
    Running running = new Running(rows, frames, target, state, execution);
    if (frames.frame().isWholePartition()) {
      running.partitions();
    } else if (frames.frame().isGrowing()) {
      running.growing();
    } else {
      FrameSummary summary = FrameSummary.of(call, rows, execution);
      if (summary == null) {
        running.each();
      } else {
        running.bySummary(summary);
      }
    }
    state.close();
  }

  @Override
  public PagedFunction paged(PagedRows rows, WindowFrame frame, Execution execution) {
    if (frame.isGrowing()) {
      return new PagedGrowth(call, rows, execution);
    }
    boolean divisible =
        call.distinct().isEmpty()
            && (call.function().mergeable() || call.function() instanceof DoubleSumFunction);
    return divisible
        ? new PagedSummary(call, rows, execution)
        : new PagedAggregation(call, rows, execution);
  }

  /** One computation. */
  private final class Running {
    private final SortedRows rows;
    private final Frames frames;
    private final ColumnVector target;
    private final CallState state;
    private final Execution execution;
    private final ColumnVector result = ColumnVector.create(type().columnKind(), 1);
    private final int[] groups;
    private final int[] positions;

    Running(
        SortedRows rows, Frames frames, ColumnVector target, CallState state, Execution execution) {
      this.rows = rows;
      this.frames = frames;
      this.target = target;
      this.state = state;
      this.execution = execution;
      this.groups = new int[rows.size()];
      this.positions = new int[rows.size()];
    }

    void partitions() {
      int count = 0;
      for (int row = 0; row < rows.size(); row++) {
        groups[row] = row == rows.partitionStart(row) ? count++ : count - 1;
      }
      state.accumulator().grow(count);
      Batch columns = rows.columns();
      columns.reset(rows.size());
      state.add(columns, groups);
      for (int row = 0; row < rows.size(); row++) {
        if (row == rows.partitionStart(row)) {
          readResult(groups[row]);
        }
        target.copyFrom(row, result, 0);
      }
    }

    void growing() {
      int group = -1;
      int added = 0;
      for (int row = 0; row < rows.size(); row++) {
        if (row == rows.partitionStart(row)) {
          group++;
          added = row;
          state.accumulator().grow(group + 1);
          readResult(group);
        }
        int end = frames.end(row);
        if (end > added) {
          add(added, end, group, row, false);
          added = end;
          readResult(group);
        }
        target.copyFrom(row, result, 0);
      }
    }

    void bySummary(FrameSummary summary) {
      int[] bounds = new int[2 * Frames.PIECES_MAX];
      for (int row = 0; row < rows.size(); row++) {
        if (row % ROWS_BETWEEN_CHECKS == 0) {
          execution.context().checkCancelled();
        }
        summary.result(bounds, frames.pieces(row, bounds), target, row);
      }
    }

    void each() {
      for (int row = 0; row < rows.size(); row++) {
        state.accumulator().grow(row + 1);
        add(frames.start(row), frames.end(row), row, row, true);
        readResult(row);
        target.copyFrom(row, result, 0);
      }
    }

    /** Adds the rows of a frame to a group. */
    private void add(int start, int end, int group, int row, boolean exclude) {
      if (row % ROWS_BETWEEN_CHECKS == 0) {
        execution.context().checkCancelled();
      }
      int count = 0;
      for (int at = start; at < end; at++) {
        if (!exclude || !frames.isExcluded(row, at)) {
          groups[at] = group;
          positions[count++] = at;
        }
      }
      if (count > 0) {
        rows.columns().select(positions, count);
        state.add(rows.columns(), groups);
      }
    }

    private void readResult(int group) {
      result.clear();
      state.accumulator().results(group, 1, result);
    }
  }
}
