package org.lightningdb.jdbc.connection;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.LinkColumn;
import org.lightningdb.jdbc.link.RowStream;

/** Rows of a statement, fetched in turn with everything else that uses the link. */
final class GatedRows implements RowStream {
  private final RowStream rows;
  private final LinkGate gate;
  private final Object user;

  GatedRows(RowStream rows, LinkGate gate, Object user) {
    this.rows = rows;
    this.gate = gate;
    this.user = user;
  }

  @Override
  public List<LinkColumn> columns() {
    return rows.columns();
  }

  @Override
  public boolean next() throws SQLException {
    gate.enter(user);
    try {
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
