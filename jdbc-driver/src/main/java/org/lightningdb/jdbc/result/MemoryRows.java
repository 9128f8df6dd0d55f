package org.lightningdb.jdbc.result;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.LinkColumn;
import org.lightningdb.jdbc.link.RowStream;
import org.lightningdb.jdbc.link.SqlErrors;

/** Rows in memory: for scrolling, and for results that the driver itself computes. */
public final class MemoryRows implements RowStream {
  private final List<LinkColumn> columns;
  private final List<@Nullable Object[]> rows;
  private int position = -1;
  private boolean closed;

  /** Takes the rows over; each has one value of the class of its type for each column. */
  public MemoryRows(List<LinkColumn> columns, List<@Nullable Object[]> rows) {
    this.columns = List.copyOf(columns);
    this.rows = rows;
  }

  /** Reads the rest of a stream and closes it. */
  public static MemoryRows readAll(RowStream stream) throws SQLException {
    try (stream) {
      List<LinkColumn> columns = stream.columns();
      List<@Nullable Object[]> rows = new ArrayList<>();
      while (stream.next()) {
        @Nullable Object[] row = new @Nullable Object[columns.size()];
        for (int i = 0; i < row.length; i++) {
          row[i] = stream.value(i);
        }
        rows.add(row);
      }
      return new MemoryRows(columns, rows);
    }
  }

  int size() {
    return rows.size();
  }

  /** From 0; -1 before the first row, {@link #size} after the last. */
  int position() {
    return position;
  }

  /** Goes to a row, or before the first or after the last if there is none. */
  boolean moveTo(int target) {
    position = Math.max(-1, Math.min(target, rows.size()));
    return position >= 0 && position < rows.size();
  }

  @Override
  public List<LinkColumn> columns() {
    return columns;
  }

  @Override
  public boolean next() throws SQLException {
    if (closed) {
      throw SqlErrors.of(SqlErrors.INVALID_CURSOR_STATE, "the rows are closed");
    }
    return moveTo(position + 1);
  }

  @Override
  public boolean isNull(int column) {
    return value(column) == null;
  }

  @Override
  public @Nullable Object value(int column) {
    return rows.get(position)[column];
  }

  @Override
  public void close() {
    closed = true;
  }
}
