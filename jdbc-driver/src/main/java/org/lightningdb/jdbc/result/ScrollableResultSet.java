package org.lightningdb.jdbc.result;

import java.sql.ResultSet;
import java.sql.SQLException;

/** A read-only result whose rows are all in memory: goes anywhere, sees no later change. */
public final class ScrollableResultSet extends LightningResultSet {
  private final MemoryRows rows;

  public ScrollableResultSet(MemoryRows rows, ResultOwner owner, int fetchSize) {
    super(rows, owner, fetchSize);
    this.rows = rows;
  }

  /** Goes to a row, counted from 0. */
  private boolean moveTo(int target) throws SQLException {
    checkOpen();
    return arrived(rows.moveTo(target), target >= 0);
  }

  @Override
  public boolean next() throws SQLException {
    return moveTo(rows.position() + 1);
  }

  @Override
  public boolean previous() throws SQLException {
    return moveTo(rows.position() - 1);
  }

  @Override
  public boolean first() throws SQLException {
    return moveTo(0);
  }

  @Override
  public boolean last() throws SQLException {
    return moveTo(rows.size() - 1);
  }

  @Override
  public boolean absolute(int row) throws SQLException {
    long target = row > 0 ? row - 1L : row < 0 ? (long) rows.size() + row : -1;
    return moveTo((int) Math.max(-1, target));
  }

  @Override
  public boolean relative(int count) throws SQLException {
    long target = Math.max(-1L, Math.min((long) rows.position() + count, rows.size()));
    return moveTo((int) target);
  }

  @Override
  public void beforeFirst() throws SQLException {
    moveTo(-1);
  }

  @Override
  public void afterLast() throws SQLException {
    moveTo(rows.size());
  }

  @Override
  public boolean isBeforeFirst() throws SQLException {
    checkOpen();
    return rows.position() < 0 && rows.size() > 0;
  }

  @Override
  public boolean isAfterLast() throws SQLException {
    checkOpen();
    return rows.position() == rows.size() && rows.size() > 0;
  }

  @Override
  public boolean isFirst() throws SQLException {
    checkOpen();
    return rows.position() == 0 && rows.size() > 0;
  }

  @Override
  public boolean isLast() throws SQLException {
    checkOpen();
    return rows.position() == rows.size() - 1 && rows.size() > 0;
  }

  @Override
  public int getRow() throws SQLException {
    checkOpen();
    return rows.position() < rows.size() ? rows.position() + 1 : 0;
  }

  @Override
  public int getType() throws SQLException {
    return ResultSet.TYPE_SCROLL_INSENSITIVE;
  }
}
