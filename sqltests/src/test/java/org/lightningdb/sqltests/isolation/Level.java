package org.lightningdb.sqltests.isolation;

import java.sql.Connection;

/** The isolation levels and what each must prevent. */
public enum Level {
  READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED) {
    @Override
    boolean mustPrevent(Anomaly anomaly) {
      return anomaly.compareTo(Anomaly.OTV) <= 0;
    }
  },
  /** {@code REPEATABLE READ} in SQL. */
  SNAPSHOT(Connection.TRANSACTION_REPEATABLE_READ) {
    @Override
    boolean mustPrevent(Anomaly anomaly) {
      return anomaly.compareTo(Anomaly.G2_ITEM) < 0;
    }
  },
  SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE) {
    @Override
    boolean mustPrevent(Anomaly anomaly) {
      return true;
    }
  };

  private final int jdbcLevel;

  Level(int jdbcLevel) {
    this.jdbcLevel = jdbcLevel;
  }

  public int jdbcLevel() {
    return jdbcLevel;
  }

  abstract boolean mustPrevent(Anomaly anomaly);
}
