package org.lightningdb.sql.exec.expression;

import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;

/** The errors of arithmetic. */
final class ArithmeticErrors {
  private ArithmeticErrors() {}

  static DbException outOfRange(SqlType type) {
    return DbException.of(
        SqlState.NUMERIC_OUT_OF_RANGE, "number out of range: the result does not fit " + type);
  }

  static DbException divisionByZero() {
    return DbException.of(SqlState.DIVISION_BY_ZERO, "division by zero");
  }
}
