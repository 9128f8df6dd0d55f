package org.lightningdb.sql.exec.window;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.aggregate.AggregateCallPlan;
import org.lightningdb.sql.exec.aggregate.CallState;
import org.lightningdb.sql.exec.store.PagedRows;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * An aggregate of rows in a file over frames of any kind: of a frame only the rows of the pages
 * that it has in part are gone through, while the state of whole pages is in a tree. Level 0 has a
 * node for each page, each level above one for two nodes of the level below.
 */
final class PagedSummary implements PagedFunction {
  private static final long NODE_BYTES = 64;

  private final AggregateCallPlan call;
  private final PagedRows rows;
  private final Execution execution;
  private final PagedStretch stretch;
  private final long[] bounds = new long[2 * Frames.PIECES_MAX];
  private final int[] group = new int[1];
  private final List<CallState> levels = new ArrayList<>();
  private @Nullable CallState open;
  private long bytesReserved;

  PagedSummary(AggregateCallPlan call, PagedRows rows, Execution execution) {
    this.call = call;
    this.rows = rows;
    this.execution = execution;
    this.stretch = new PagedStretch(rows);
  }

  private void build() {
    int count = rows.pageCount();
    long bytes = 2 * NODE_BYTES * count;
    execution.memory().reserve(bytes);
    bytesReserved += bytes;
    CallState level = addLevel(count);
    for (int page = 0; page < count; page++) {
      long start = (long) page * PagedRows.PAGE_ROWS;
      stretch.add(level, start, Math.min(rows.size(), start + PagedRows.PAGE_ROWS), page);
    }
    while (count > 1) {
      int[] parents = new int[count];
      for (int i = 0; i < count; i++) {
        parents[i] = i / 2;
      }
      CallState above = addLevel((count + 1) / 2);
      above.accumulator().merge(level.accumulator(), 0, count, parents);
      level = above;
      count = (count + 1) / 2;
    }
  }

  private CallState addLevel(int nodes) {
    CallState level = new CallState(call, execution);
    levels.add(level);
    level.accumulator().grow(nodes);
    return level;
  }

  @Override
  public void compute(PagedFrames frames, ColumnVector target) {
    if (levels.isEmpty()) {
      build();
    }
    CallState state = new CallState(call, execution);
    open = state;
    state.accumulator().grow(frames.count());
    for (int i = 0; i < frames.count(); i++) {
      int pieces = frames.pieces(i, bounds);
      for (int piece = 0; piece < pieces; piece++) {
        add(state, bounds[2 * piece], bounds[2 * piece + 1], i);
      }
    }
    state.accumulator().results(0, frames.count(), target);
    closeOpen();
  }

  private void add(CallState state, long start, long end, int row) {
    int firstWhole = (int) ((start + PagedRows.PAGE_ROWS - 1) / PagedRows.PAGE_ROWS);
    int endWhole = (int) (end / PagedRows.PAGE_ROWS);
    if (firstWhole >= endWhole) {
      stretch.add(state, start, end, row);
      return;
    }
    stretch.add(state, start, (long) firstWhole * PagedRows.PAGE_ROWS, row);
    addPages(state, firstWhole, endWhole, row);
    stretch.add(state, (long) endWhole * PagedRows.PAGE_ROWS, end, row);
  }

  /** Adds whole pages by as few nodes as there are for them. */
  private void addPages(CallState state, int from, int to, int row) {
    group[0] = row;
    int low = from;
    int high = to;
    for (int level = 0; low < high; level++) {
      if ((low & 1) != 0) {
        merge(state, level, low++);
      }
      if ((high & 1) != 0) {
        merge(state, level, --high);
      }
      low >>= 1;
      high >>= 1;
    }
  }

  private void merge(CallState state, int level, int node) {
    state.accumulator().merge(levels.get(level).accumulator(), node, 1, group);
  }

  private void closeOpen() {
    CallState state = open;
    open = null;
    if (state != null) {
      state.close();
    }
  }

  @Override
  public void close() {
    closeOpen();
    levels.forEach(CallState::close);
    levels.clear();
    execution.memory().release(bytesReserved);
    bytesReserved = 0;
  }
}
