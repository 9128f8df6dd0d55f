package org.lightningdb.jdbc.value;

import java.sql.SQLException;
import org.lightningdb.jdbc.link.SqlErrors;

/** Positions in large objects count from 1. */
final class LobPosition {
  private LobPosition() {}

  /** The offset from 0; one behind the end is allowed. */
  static int start(long position, int length) throws SQLException {
    if (position < 1 || position > length + 1L) {
      throw SqlErrors.of(
          SqlErrors.INVALID_ARGUMENT,
          "position " + position + " is outside of 1 to " + (length + 1L));
    }
    return (int) (position - 1);
  }

  /** The wanted count, at most what is there. */
  static int count(long wanted, int available) throws SQLException {
    if (wanted < 0) {
      throw SqlErrors.of(SqlErrors.INVALID_ARGUMENT, "negative length " + wanted);
    }
    return (int) Math.min(wanted, available);
  }
}
