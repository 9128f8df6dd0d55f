package org.lightningdb.sql.exec.window;

import java.util.Set;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.store.PagedRows;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * FIRST_VALUE, LAST_VALUE and NTH_VALUE: a value of the frame, NULL if it has no such row.
 *
 * @param number which row of the frame, from 1
 * @param fromLast whether rows are counted from the last
 */
public record FrameValueFunction(
    int column, long number, boolean fromLast, boolean ignoreNulls, SqlType type)
    implements WindowFunction {
  @Override
  public Set<Integer> columns() {
    return Set.of(column);
  }

  @Override
  public void compute(SortedRows rows, Frames frames, ColumnVector target, Execution execution) {
    ColumnVector values = rows.columns().column(column);
    boolean direct = !ignoreNulls && frames.frame().exclusion() == WindowFrame.Exclusion.NOTHING;
    for (int row = 0; row < rows.size(); row++) {
      int start = frames.start(row);
      int end = frames.end(row);
      long source =
          direct
              ? fromLast ? end - number : start + number - 1
              : search(values, frames, row, start, end);
      if (source < start || source >= end) {
        target.setNull(row);
      } else {
        target.copyFrom(row, values, (int) source);
      }
    }
  }

  private int search(ColumnVector values, Frames frames, int row, int start, int end) {
    long left = number;
    int step = fromLast ? -1 : 1;
    for (int at = fromLast ? end - 1 : start; at >= start && at < end; at += step) {
      boolean counts = !frames.isExcluded(row, at) && !(ignoreNulls && values.isNull(at));
      if (counts && --left == 0) {
        return at;
      }
    }
    return -1;
  }

  @Override
  public PagedFunction paged(PagedRows rows, WindowFrame frame, Execution execution) {
    boolean direct = !ignoreNulls && frame.exclusion() == WindowFrame.Exclusion.NOTHING;
    return (frames, target) -> {
      for (int i = 0; i < frames.count(); i++) {
        long start = frames.start(i);
        long end = frames.end(i);
        long source =
            direct ? fromLast ? end - number : start + number - 1 : search(rows, frames, i);
        if (source < start || source >= end) {
          target.setNull(i);
        } else {
          target.copyFrom(i, rows.pageOf(source).column(column), PagedRows.position(source));
        }
      }
    };
  }

  private long search(PagedRows rows, PagedFrames frames, int i) {
    long[] bounds = new long[2 * Frames.PIECES_MAX];
    int pieces = frames.pieces(i, bounds);
    long left = number;
    for (int piece = 0; piece < pieces; piece++) {
      int next = fromLast ? pieces - 1 - piece : piece;
      long start = bounds[2 * next];
      long end = bounds[2 * next + 1];
      if (!ignoreNulls && left <= end - start) {
        return fromLast ? end - left : start + left - 1;
      }
      int step = fromLast ? -1 : 1;
      for (long at = fromLast ? end - 1 : start;
          ignoreNulls && at >= start && at < end;
          at += step) {
        if (!isNull(rows, at) && --left == 0) {
          return at;
        }
      }
      left -= ignoreNulls ? 0 : Math.max(0, end - start);
    }
    return -1;
  }

  private boolean isNull(PagedRows rows, long row) {
    return rows.pageOf(row).column(column).isNull(PagedRows.position(row));
  }
}
