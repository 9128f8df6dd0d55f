package org.lightningdb.jdbc.connection;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.LinkColumn;
import org.lightningdb.jdbc.link.RowStream;
import org.lightningdb.jdbc.link.SqlErrors;

/**
 * Rows of a statement, fetched in turn with everything else that uses the link. Rows of a
 * transaction of several statements end with it, also those that are already here: a link may have
 * fetched none, some or all of them, and nobody should notice.
 */
final class GatedRows implements RowStream {
  private final RowStream rows;
  private final LinkGate gate;
  private final Object user;
  private final boolean ownTransaction;
  private final long transactionsEndedBefore;

  /**
   * Wraps rows that were opened just now.
   *
   * @param ownTransaction whether the rows have a transaction of their own
   */
  GatedRows(RowStream rows, LinkGate gate, Object user, boolean ownTransaction) {
    this.rows = rows;
    this.gate = gate;
    this.user = user;
    this.ownTransaction = ownTransaction;
    this.transactionsEndedBefore = gate.transactionsEnded();
  }

  @Override
  public List<LinkColumn> columns() {
    return rows.columns();
  }

  @Override
  public boolean next() throws SQLException {
    gate.enter(user);
    try {
      if (!ownTransaction && gate.transactionsEnded() != transactionsEndedBefore) {
        throw SqlErrors.of(SqlErrors.INVALID_CURSOR_STATE, "the transaction of the rows has ended");
      }
      return rows.next();
    } finally {
      gate.leave();
    }
  }

  @Override
  public boolean isNull(int column) throws SQLException {
    return rows.isNull(column);
  }

  @Override
  public @Nullable Object value(int column) throws SQLException {
    return rows.value(column);
  }

  @Override
  public long longValue(int column) throws SQLException {
    return rows.longValue(column);
  }

  @Override
  public double doubleValue(int column) throws SQLException {
    return rows.doubleValue(column);
  }

  @Override
  public @Nullable BigDecimal decimalValue(int column) throws SQLException {
    return rows.decimalValue(column);
  }

  @Override
  public void setFetchSize(int size) {
    rows.setFetchSize(size);
  }

  /** A closed connection has closed its rows. */
  @Override
  public void close() throws SQLException {
    if (!gate.closed()) {
      gate.enter(user);
      try {
        rows.close();
      } finally {
        gate.leave();
      }
    }
  }
}
