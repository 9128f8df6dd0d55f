package org.lightningdb.jdbc.remote;

import java.sql.SQLException;
import java.util.List;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.remote.Service;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.LinkColumn;
import org.lightningdb.jdbc.link.RowStream;
import org.lightningdb.jdbc.link.SqlErrors;

/** Rows that come frame by frame; the server forgets the result when it sent the last one. */
final class RemoteRows implements RowStream {
  /** What to do with the server's side of the result when it is closed before its end. */
  interface Closing {
    void run() throws SQLException;
  }

  private final RemoteLink link;
  private final int statementId;
  private final List<LinkColumn> columns;
  private final Closing closing;
  private int fetchSize;
  private List<?> rows;
  private boolean lastFrame;
  private long fetched;
  private int position = -1;
  private @Nullable List<?> row;
  private boolean closed;

  /**
   * Rows that begin with what came with the execution.
   *
   * @param closing called at most once, and not if all frames were read
   */
  RemoteRows(RemoteLink link, Service.ResultSetResponse response, int fetchSize, Closing closing) {
    this.link = link;
    this.statementId = response.statementId;
    this.columns = response.signature.columns.stream().map(WireColumns::fromWire).toList();
    this.closing = closing;
    this.fetchSize = fetchSize;
    Meta.Frame frame = response.firstFrame;
    this.rows = (List<?>) frame.rows;
    this.lastFrame = frame.done;
    this.fetched = rows.size();
  }

  @Override
  public List<LinkColumn> columns() {
    return columns;
  }

  @Override
  public boolean next() throws SQLException {
    if (closed) {
      throw SqlErrors.of(SqlErrors.INVALID_CURSOR_STATE, "the result is closed");
    }
    while (++position >= rows.size()) {
      if (lastFrame) {
        row = null;
        position = rows.size();
        return false;
      }
      Meta.Frame frame = link.fetch(statementId, fetched, fetchSize);
      rows = (List<?>) frame.rows;
      lastFrame = frame.done;
      fetched += rows.size();
      position = -1;
    }
    row = (List<?>) rows.get(position);
    return true;
  }

  @Override
  public boolean isNull(int column) throws SQLException {
    return raw(column) == null;
  }

  @Override
  public @Nullable Object value(int column) throws SQLException {
    return WireValues.fromRow(raw(column), columns.get(column).type());
  }

  private @Nullable Object raw(int column) throws SQLException {
    List<?> current = row;
    if (closed || current == null) {
      throw SqlErrors.of(SqlErrors.INVALID_CURSOR_STATE, "there is no current row");
    }
    return current.get(column);
  }

  @Override
  public void setFetchSize(int newFetchSize) {
    fetchSize = newFetchSize;
  }

  @Override
  public void close() throws SQLException {
    if (!closed) {
      closed = true;
      rows = List.of();
      row = null;
      if (!lastFrame && !link.isClosed()) {
        closing.run();
      }
    }
  }
}
