package org.lightningdb.sql.exec.window;

import java.util.Set;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
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
}
