package org.lightningdb.sql.session;

import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/**
 * Makes a {@link DbException} of whatever a statement threw, errors of the virtual machine
 * included: the statement must be undone in any case.
 */
final class StatementErrors {
  private StatementErrors() {}

  static DbException translate(Throwable thrown, StatementContext.Alarm alarm) {
    if (alarm.isCancelled()) {
      return DbException.of(SqlState.QUERY_CANCELED, "the statement was canceled", thrown);
    }
    DbException error = translate(thrown);
    return error.state() == SqlState.LOCK_NOT_AVAILABLE && alarm.isOver()
        ? StatementContext.Alarm.timeIsUp()
        : error;
  }

  static DbException translate(Throwable thrown) {
    if (thrown instanceof DbException known) {
      return known;
    }
    if (thrown instanceof StackOverflowError) {
      return DbException.of(
          SqlState.STATEMENT_TOO_COMPLEX, "the statement is nested too deeply", thrown);
    }
    if (thrown instanceof OutOfMemoryError) {
      return DbException.of(
          SqlState.OUT_OF_MEMORY, "the statement needs more memory than the process has", thrown);
    }
    if (thrown instanceof ExceptionInInitializerError && thrown.getCause() != null) {
      return translate(thrown.getCause());
    }
    return DbException.of(
        SqlState.INTERNAL_ERROR,
        "internal error: " + thrown.getClass().getSimpleName() + ": " + thrown.getMessage(),
        thrown);
  }
}
