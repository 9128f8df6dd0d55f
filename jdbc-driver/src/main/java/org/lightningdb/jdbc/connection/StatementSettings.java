package org.lightningdb.jdbc.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.ExecuteRequest;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.jdbc.value.SelfWrapper;

/** The knobs of a statement. */
abstract class StatementSettings implements Statement, SelfWrapper {
  final LightningConnection connection;
  final ResultShape shape;
  private long rowsMax;
  private int fetchSize;
  private int timeoutSeconds;
  private boolean escapes = true;
  private boolean poolable;

  StatementSettings(LightningConnection connection, ResultShape shape) {
    this.connection = connection;
    this.shape = shape;
  }

  abstract void checkOpen() throws SQLException;

  ExecuteRequest request(ExecuteRequest.Expected expected, KeyWish keys) {
    return new ExecuteRequest(
        expected, TimeUnit.SECONDS.toMillis(timeoutSeconds), rowsMax, fetchSize, keys.names());
  }

  /** The text for the link. */
  String nativeText(String sql) {
    return escapes ? EscapeSyntax.translate(sql) : sql;
  }

  private static long notNegative(long value, String what) throws SQLException {
    if (value < 0) {
      throw SqlErrors.of(SqlErrors.INVALID_ARGUMENT, what + " must not be negative: " + value);
    }
    return value;
  }

  @Override
  public int getMaxFieldSize() throws SQLException {
    checkOpen();
    return 0;
  }

  @Override
  public void setMaxFieldSize(int bytes) throws SQLException {
    checkOpen();
    if (notNegative(bytes, "the field size") > 0) {
      throw SqlErrors.notSupported("Statement.setMaxFieldSize, which cuts values silently,");
    }
  }

  @Override
  public int getMaxRows() throws SQLException {
    return (int) Math.min(getLargeMaxRows(), Integer.MAX_VALUE);
  }

  @Override
  public void setMaxRows(int rows) throws SQLException {
    setLargeMaxRows(rows);
  }

  @Override
  public long getLargeMaxRows() throws SQLException {
    checkOpen();
    return rowsMax;
  }

  @Override
  public void setLargeMaxRows(long rows) throws SQLException {
    checkOpen();
    rowsMax = notNegative(rows, "the number of rows");
  }

  @Override
  public void setEscapeProcessing(boolean enable) throws SQLException {
    checkOpen();
    escapes = enable;
  }

  @Override
  public int getQueryTimeout() throws SQLException {
    checkOpen();
    return timeoutSeconds;
  }

  @Override
  public void setQueryTimeout(int seconds) throws SQLException {
    checkOpen();
    timeoutSeconds = (int) notNegative(seconds, "the timeout");
  }

  @Override
  public int getFetchSize() throws SQLException {
    checkOpen();
    return fetchSize;
  }

  @Override
  public void setFetchSize(int rows) throws SQLException {
    checkOpen();
    fetchSize = (int) notNegative(rows, "the fetch size");
  }

  @Override
  public int getFetchDirection() throws SQLException {
    checkOpen();
    return ResultSet.FETCH_FORWARD;
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    checkOpen();
    if (direction != ResultSet.FETCH_FORWARD
        && direction != ResultSet.FETCH_REVERSE
        && direction != ResultSet.FETCH_UNKNOWN) {
      throw SqlErrors.of(SqlErrors.INVALID_ARGUMENT, "fetch direction " + direction);
    }
  }

  @Override
  public void setCursorName(String name) throws SQLException {
    throw SqlErrors.notSupported("Statement.setCursorName");
  }

  @Override
  public int getResultSetType() throws SQLException {
    checkOpen();
    return shape.type();
  }

  @Override
  public int getResultSetConcurrency() throws SQLException {
    checkOpen();
    return shape.concurrency();
  }

  @Override
  public int getResultSetHoldability() throws SQLException {
    checkOpen();
    return shape.holdability();
  }

  @Override
  public boolean isPoolable() throws SQLException {
    checkOpen();
    return poolable;
  }

  @Override
  public void setPoolable(boolean wish) throws SQLException {
    checkOpen();
    poolable = wish;
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
  public LightningConnection getConnection() throws SQLException {
    checkOpen();
    return connection;
  }
}
