package org.lightningdb.sql.exec.window;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.PagedRows;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * LAG and LEAD: the value some rows before or after; a default outside of the partition.
 *
 * @param offset how many rows further; negative for LAG
 * @param offsetColumn a column with the number of rows instead, NULL in it yielding NULL; or null
 * @param defaultValue what there is outside of the partition, of exactly the type, or null
 * @param defaultColumn the current row's column to be taken instead, in the type's form; or null
 * @param sign -1 for LAG, 1 for LEAD: what the column's value is multiplied by
 */
public record ShiftFunction(
    int column,
    long offset,
    @Nullable Integer offsetColumn,
    @Nullable Object defaultValue,
    @Nullable Integer defaultColumn,
    int sign,
    boolean ignoreNulls,
    SqlType type)
    implements WindowFunction {
  @Override
  public Set<Integer> columns() {
    Set<Integer> columns = new HashSet<>();
    columns.add(column);
    if (offsetColumn != null) {
      columns.add(offsetColumn);
    }
    if (defaultColumn != null) {
      columns.add(defaultColumn);
    }
    return columns;
  }

  @Override
  public void compute(SortedRows rows, Frames frames, ColumnVector target, Execution execution) {
    ColumnVector values = rows.columns().column(column);
    for (int row = 0; row < rows.size(); row++) {
      long distance = distance(rows.columns(), row);
      if (distance == Long.MIN_VALUE) {
        target.setNull(row);
        continue;
      }
      long source = ignoreNulls ? skippingNulls(rows, values, row, distance) : row + distance;
      if (source < rows.partitionStart(row) || source >= rows.partitionEnd(row)) {
        setDefault(rows.columns(), row, target, row);
      } else {
        target.copyFrom(row, values, (int) source);
      }
    }
  }

  @Override
  public PagedFunction paged(PagedRows rows, WindowFrame frame, Execution execution) {
    return (frames, target) -> {
      for (int i = 0; i < frames.count(); i++) {
        long row = frames.first() + i;
        Batch page = rows.pageOf(row);
        int at = PagedRows.position(row);
        long distance = distance(page, at);
        if (distance == Long.MIN_VALUE) {
          target.setNull(i);
          continue;
        }
        long start = frames.partitionStart(i);
        long end = frames.partitionEnd(i);
        long source = ignoreNulls ? skippingNulls(rows, row, distance, start, end) : row + distance;
        if (source < start || source >= end) {
          setDefault(page, at, target, i);
        } else {
          target.copyFrom(i, rows.pageOf(source).column(column), PagedRows.position(source));
        }
      }
    };
  }

  private void setDefault(Batch columns, int row, ColumnVector target, int at) {
    if (defaultColumn == null) {
      VectorValues.set(target, at, type, defaultValue);
    } else {
      target.copyFrom(at, columns.column(defaultColumn), row);
    }
  }

  /** How many rows further the value is; the least number = unknown. */
  private long distance(Batch columns, int row) {
    if (offsetColumn == null) {
      return offset;
    }
    LongVector offsets = (LongVector) columns.column(offsetColumn);
    return offsets.isNull(row) ? Long.MIN_VALUE : sign * offsets.get(row);
  }

  private static long skippingNulls(SortedRows rows, ColumnVector values, int row, long distance) {
    int step = distance < 0 ? -1 : 1;
    long left = Math.abs(distance);
    int at = row;
    while (left > 0) {
      at += step;
      if (at < rows.partitionStart(row) || at >= rows.partitionEnd(row)) {
        return -1;
      }
      if (!values.isNull(at)) {
        left--;
      }
    }
    return at;
  }

  private long skippingNulls(PagedRows rows, long row, long distance, long start, long end) {
    int step = distance < 0 ? -1 : 1;
    long left = Math.abs(distance);
    long at = row;
    while (left > 0) {
      at += step;
      if (at < start || at >= end) {
        return -1;
      }
      if (!rows.pageOf(at).column(column).isNull(PagedRows.position(at))) {
        left--;
      }
    }
    return at;
  }
}
