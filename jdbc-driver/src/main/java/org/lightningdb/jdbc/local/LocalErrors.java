package org.lightningdb.jdbc.local;

import java.sql.SQLException;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.jdbc.link.SqlErrors;

/** Turns the engine's errors into those of JDBC, in one place. */
final class LocalErrors {
  /** A call of the engine. */
  interface Call<T> {
    T call();
  }

  /** A call of the engine without a result. */
  interface Action {
    void run();
  }

  private LocalErrors() {}

  static <T> T call(Call<T> call) throws SQLException {
    try {
      return call.call();
    } catch (RuntimeException e) {
      throw translate(e);
    }
  }

  static void run(Action action) throws SQLException {
    try {
      action.run();
    } catch (RuntimeException e) {
      throw translate(e);
    }
  }

  static SQLException translate(RuntimeException error) {
    if (error instanceof DbException known) {
      return SqlErrors.of(known.state().code(), known.getMessage(), known);
    }
    return SqlErrors.of(
        SqlState.INTERNAL_ERROR.code(), "internal error, please report it: " + error, error);
  }
}
