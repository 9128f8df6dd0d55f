package org.lightningdb.sql.exec;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/** Checks the numbers of LIMIT, FETCH and OFFSET. */
public final class RowLimits {
  private RowLimits() {}

  /**
   * The number of rows a parameter says.
   *
   * @param absent what NULL means
   */
  public static long of(@Nullable Object value, long absent) {
    if (value == null) {
      return absent;
    }
    long rows = ((Number) value).longValue();
    if (rows < 0) {
      throw DbException.of(
          SqlState.INVALID_PARAMETER_VALUE, "a number of rows must not be negative: " + rows);
    }
    return rows;
  }
}
