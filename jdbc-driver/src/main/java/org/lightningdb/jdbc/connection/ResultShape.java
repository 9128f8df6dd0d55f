package org.lightningdb.jdbc.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.lightningdb.jdbc.link.RowStream;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.jdbc.result.LightningResultSet;
import org.lightningdb.jdbc.result.MemoryRows;
import org.lightningdb.jdbc.result.ResultOwner;
import org.lightningdb.jdbc.result.ScrollableResultSet;

/**
 * What kind of result a statement makes. Scrollable results, and those that must outlive their
 * transaction, are read into memory when the statement is executed.
 */
record ResultShape(int type, int concurrency, int holdability) {
  ResultShape {
    check(
        type == ResultSet.TYPE_FORWARD_ONLY
            || type == ResultSet.TYPE_SCROLL_INSENSITIVE
            || type == ResultSet.TYPE_SCROLL_SENSITIVE,
        "result set type",
        type);
    check(
        concurrency == ResultSet.CONCUR_READ_ONLY || concurrency == ResultSet.CONCUR_UPDATABLE,
        "concurrency",
        concurrency);
    check(
        holdability == ResultSet.CLOSE_CURSORS_AT_COMMIT
            || holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT,
        "holdability",
        holdability);
  }

  private static void check(boolean valid, String what, int value) {
    if (!valid) {
      throw new IllegalArgumentException(what + " must not be " + value);
    }
  }

  /** The shape for the constants of {@link ResultSet}. */
  static ResultShape of(int type, int concurrency, int holdability) throws SQLException {
    ResultShape shape;
    try {
      shape = new ResultShape(type, concurrency, holdability);
    } catch (IllegalArgumentException e) {
      throw SqlErrors.of(SqlErrors.INVALID_ARGUMENT, String.valueOf(e.getMessage()), e);
    }
    if (type == ResultSet.TYPE_SCROLL_SENSITIVE) {
      throw SqlErrors.notSupported("a result set of TYPE_SCROLL_SENSITIVE");
    }
    if (concurrency == ResultSet.CONCUR_UPDATABLE) {
      throw SqlErrors.notSupported("a result set of CONCUR_UPDATABLE");
    }
    return shape;
  }

  LightningResultSet open(RowStream rows, ResultOwner owner, int fetchSize) throws SQLException {
    if (type == ResultSet.TYPE_SCROLL_INSENSITIVE) {
      return new ScrollableResultSet(MemoryRows.readAll(rows), owner, fetchSize);
    }
    boolean hold = holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT;
    return new LightningResultSet(hold ? MemoryRows.readAll(rows) : rows, owner, fetchSize);
  }
}
