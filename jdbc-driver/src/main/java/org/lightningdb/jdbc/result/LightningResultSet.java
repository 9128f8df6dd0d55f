package org.lightningdb.jdbc.result;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.RowStream;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.jdbc.value.SelfWrapper;

/** A read-only result that goes forward only, straight from the link. One thread at a time. */
public class LightningResultSet extends ColumnGetters implements SelfWrapper {
  /** Where the cursor stands. */
  private enum Stand {
    BEFORE_FIRST,
    ON_ROW,
    AFTER_LAST
  }

  private final RowStream rows;
  private final ResultOwner owner;
  private @Nullable ColumnFinder finder;
  private Stand stand = Stand.BEFORE_FIRST;
  private long rowNumber;
  private int fetchSize;
  private boolean empty;
  private boolean closed;

  public LightningResultSet(RowStream rows, ResultOwner owner, int fetchSize) {
    super(rows);
    this.rows = rows;
    this.owner = owner;
    this.fetchSize = fetchSize;
  }

  void checkOpen() throws SQLException {
    if (closed || owner.ownerClosed()) {
      throw SqlErrors.of(SqlErrors.INVALID_CURSOR_STATE, "the result set is closed");
    }
  }

  @Override
  void checkOnRow() throws SQLException {
    if (stand != Stand.ON_ROW) {
      checkOpen();
      throw SqlErrors.of(
          SqlErrors.INVALID_CURSOR_STATE,
          stand == Stand.BEFORE_FIRST
              ? "the result set stands before the first row; call next() first"
              : "the result set stands after the last row");
    }
  }

  /** Notes where a move ended. */
  boolean arrived(boolean onRow, boolean forward) {
    stand = onRow ? Stand.ON_ROW : forward ? Stand.AFTER_LAST : Stand.BEFORE_FIRST;
    return onRow;
  }

  @Override
  public boolean next() throws SQLException {
    checkOpen();
    if (stand == Stand.AFTER_LAST) {
      return false;
    }
    boolean found = rows.next();
    empty = !found && stand == Stand.BEFORE_FIRST;
    rowNumber = found ? rowNumber + 1 : 0;
    return arrived(found, true);
  }

  @Override
  public void close() throws SQLException {
    if (!closed) {
      closed = true;
      stand = Stand.AFTER_LAST;
      try {
        rows.close();
      } finally {
        owner.resultClosed(this);
      }
    }
  }

  @Override
  public boolean isClosed() throws SQLException {
    return closed || owner.ownerClosed();
  }

  @Override
  public int findColumn(String label) throws SQLException {
    checkOpen();
    ColumnFinder ready = finder;
    if (ready == null) {
      ready = new ColumnFinder(rows.columns());
      finder = ready;
    }
    return ready.find(label);
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    checkOpen();
    return new LightningResultSetMetaData(rows.columns());
  }

  @Override
  public @Nullable Statement getStatement() throws SQLException {
    checkOpen();
    return owner.statement();
  }

  @Override
  public int getType() throws SQLException {
    return ResultSet.TYPE_FORWARD_ONLY;
  }

  @Override
  public int getConcurrency() throws SQLException {
    return ResultSet.CONCUR_READ_ONLY;
  }

  @Override
  public int getHoldability() throws SQLException {
    checkOpen();
    return ResultSet.CLOSE_CURSORS_AT_COMMIT;
  }

  @Override
  public boolean isBeforeFirst() throws SQLException {
    checkOpen();
    return stand == Stand.BEFORE_FIRST;
  }

  @Override
  public boolean isAfterLast() throws SQLException {
    checkOpen();
    return stand == Stand.AFTER_LAST && !empty;
  }

  @Override
  public boolean isFirst() throws SQLException {
    checkOpen();
    return rowNumber == 1;
  }

  @Override
  public boolean isLast() throws SQLException {
    throw forwardOnly("isLast");
  }

  @Override
  public int getRow() throws SQLException {
    checkOpen();
    return (int) Math.min(rowNumber, Integer.MAX_VALUE);
  }

  @Override
  public boolean first() throws SQLException {
    throw forwardOnly("first");
  }

  @Override
  public boolean last() throws SQLException {
    throw forwardOnly("last");
  }

  @Override
  public boolean previous() throws SQLException {
    throw forwardOnly("previous");
  }

  @Override
  public boolean absolute(int row) throws SQLException {
    throw forwardOnly("absolute");
  }

  @Override
  public boolean relative(int count) throws SQLException {
    throw forwardOnly("relative");
  }

  @Override
  public void beforeFirst() throws SQLException {
    throw forwardOnly("beforeFirst");
  }

  @Override
  public void afterLast() throws SQLException {
    throw forwardOnly("afterLast");
  }

  private SQLException forwardOnly(String method) throws SQLException {
    checkOpen();
    return SqlErrors.of(
        SqlErrors.INVALID_CURSOR_STATE,
        method + " needs a statement created with TYPE_SCROLL_INSENSITIVE");
  }

  @Override
  public void setFetchSize(int size) throws SQLException {
    checkOpen();
    if (size < 0) {
      throw SqlErrors.of(SqlErrors.INVALID_ARGUMENT, "negative fetch size " + size);
    }
    fetchSize = size;
    rows.setFetchSize(size);
  }

  @Override
  public int getFetchSize() throws SQLException {
    checkOpen();
    return fetchSize;
  }

  /** A hint that is taken note of by nobody, except that forward-only results insist on it. */
  @Override
  public void setFetchDirection(int direction) throws SQLException {
    checkOpen();
    boolean known = direction == FETCH_REVERSE || direction == FETCH_UNKNOWN;
    if (direction != FETCH_FORWARD && (!known || getType() == TYPE_FORWARD_ONLY)) {
      throw SqlErrors.of(SqlErrors.INVALID_ARGUMENT, "fetch direction " + direction);
    }
  }

  @Override
  public int getFetchDirection() throws SQLException {
    checkOpen();
    return FETCH_FORWARD;
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return null;
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
  }

  @Override
  public boolean rowUpdated() throws SQLException {
    checkOnRow();
    return false;
  }

  @Override
  public boolean rowInserted() throws SQLException {
    checkOnRow();
    return false;
  }

  @Override
  public boolean rowDeleted() throws SQLException {
    checkOnRow();
    return false;
  }
}
