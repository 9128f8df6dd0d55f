package org.lightningdb.jdbc.local;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.jdbc.link.LinkColumn;
import org.lightningdb.jdbc.link.RowStream;
import org.lightningdb.sql.session.StatementResult;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/** Rows read straight from the vectors of a session's result. */
final class LocalRows implements RowStream {
  private final StatementResult result;
  private final BatchCursor cursor;
  private final LocalColumns columns;
  private final ZoneId zone;
  private @Nullable VectorBatch batch;
  private int row;
  private int rowCount;
  private boolean finished;

  /**
   * @param zone in which moments are shown
   */
  LocalRows(StatementResult result, LocalColumns columns, ZoneId zone) {
    this.zone = zone;
    this.result = result;
    this.cursor = result.rows();
    this.columns = columns;
  }

  @Override
  public List<LinkColumn> columns() {
    return columns.columns();
  }

  @Override
  public boolean next() throws SQLException {
    if (row + 1 < rowCount) {
      row++;
      return true;
    }
    return nextBatch();
  }

  private boolean nextBatch() throws SQLException {
    rowCount = 0;
    if (finished) {
      batch = null;
      return false;
    }
    VectorBatch next;
    try {
      next = cursor.next();
    } catch (RuntimeException e) {
      throw LocalErrors.translate(e);
    }
    batch = next;
    row = 0;
    if (next == null) {
      finished = true;
      LocalErrors.run(result::close);
      return false;
    }
    rowCount = next.rowCount();
    return true;
  }

  private VectorBatch current() throws SQLException {
    VectorBatch current = batch;
    if (current == null) {
      throw LocalErrors.translate(
          DbException.of(SqlState.INVALID_CURSOR_STATE, "there is no current row"));
    }
    return current;
  }

  private ColumnVector vector(int column) throws SQLException {
    return current().column(column);
  }

  @Override
  public boolean isNull(int column) throws SQLException {
    return vector(column).isNull(row);
  }

  @Override
  public @Nullable Object value(int column) throws SQLException {
    Object value = VectorValues.get(vector(column), row, columns.type(column));
    return value instanceof Instant moment ? moment.atZone(zone).toOffsetDateTime() : value;
  }

  @Override
  public long longValue(int column) throws SQLException {
    return isNull(column) ? 0 : current().longs(column).get(row);
  }

  @Override
  public double doubleValue(int column) throws SQLException {
    return isNull(column) ? 0 : current().doubles(column).get(row);
  }

  @Override
  public @Nullable BigDecimal decimalValue(int column) throws SQLException {
    return (BigDecimal) value(column);
  }

  @Override
  public void close() throws SQLException {
    finished = true;
    rowCount = 0;
    batch = null;
    LocalErrors.run(result::close);
  }
}
