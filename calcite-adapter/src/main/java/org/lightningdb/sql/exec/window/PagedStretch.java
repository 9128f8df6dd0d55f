package org.lightningdb.sql.exec.window;

import java.util.Arrays;
import org.lightningdb.sql.exec.aggregate.CallState;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.PagedRows;

/** Adds stretches of rows in a file to groups of an aggregate. */
final class PagedStretch {
  private final PagedRows rows;
  private final int[] positions = new int[PagedRows.PAGE_ROWS];
  private final int[] groups = new int[PagedRows.PAGE_ROWS];

  PagedStretch(PagedRows rows) {
    this.rows = rows;
  }

  /** Adds the rows from one number to before another. */
  void add(CallState state, long start, long end, int group) {
    for (long at = start; at < end; ) {
      long pageEnd = (at / PagedRows.PAGE_ROWS + 1) * PagedRows.PAGE_ROWS;
      long stop = Math.min(end, pageEnd);
      Batch page = rows.pageOf(at);
      int first = PagedRows.position(at);
      int count = (int) (stop - at);
      for (int i = 0; i < count; i++) {
        positions[i] = first + i;
      }
      Arrays.fill(groups, first, first + count, group);
      page.select(positions, count);
      state.add(page, groups);
      at = stop;
    }
  }
}
