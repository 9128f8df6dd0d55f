package org.lightningdb.jdbc.link;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes every SQLException of this driver: the subclass that JDBC names for the class of the
 * SQLState, and a vendor code computed from the SQLState, so that both are equal embedded and
 * remote.
 */
public final class SqlErrors {
  /** A message meant for the caller: a closed object, a wrong index, a wrong argument. */
  public static final String INVALID_ARGUMENT = "22023";

  public static final String INVALID_CURSOR_STATE = "24000";
  public static final String CONNECTION_CLOSED = "08003";
  public static final String UNABLE_TO_CONNECT = "08001";
  public static final String ROWS_EXPECTED = "07005";
  public static final String COUNT_EXPECTED = "0100E";
  public static final String OBJECT_CLOSED = "55000";

  private SqlErrors() {}

  public static SQLException of(String sqlState, String message) {
    return of(sqlState, message, null);
  }

  /** The exception of the class that fits {@code sqlState}. */
  public static SQLException of(String sqlState, String message, @Nullable Throwable cause) {
    int code = vendorCode(sqlState);
    if (sqlState.equals("57014")) {
      return new SQLTimeoutException(message, sqlState, code, cause);
    }
    if (sqlState.equals("55P03") || sqlState.startsWith("53")) {
      return new SQLTransientException(message, sqlState, code, cause);
    }
    String sqlClass = sqlState.substring(0, 2);
    return switch (sqlClass) {
      case "08" ->
          sqlState.equals("08004")
              ? new SQLTransientConnectionException(message, sqlState, code, cause)
              : new SQLNonTransientConnectionException(message, sqlState, code, cause);
      case "0A" -> new SQLFeatureNotSupportedException(message, sqlState, code, cause);
      case "22" -> new SQLDataException(message, sqlState, code, cause);
      case "23" -> new SQLIntegrityConstraintViolationException(message, sqlState, code, cause);
      case "28" -> new SQLInvalidAuthorizationSpecException(message, sqlState, code, cause);
      case "40" ->
          sqlState.equals("40003")
              ? new SQLNonTransientConnectionException(message, sqlState, code, cause)
              : new SQLTransactionRollbackException(message, sqlState, code, cause);
      case "3F", "42" -> new SQLSyntaxErrorException(message, sqlState, code, cause);
      default -> new SQLException(message, sqlState, code, cause);
    };
  }

  public static SQLFeatureNotSupportedException notSupported(String feature) {
    return new SQLFeatureNotSupportedException(
        feature + " is not supported", "0A000", vendorCode("0A000"));
  }

  /** The SQLState read as a number of base 36: one for one, and positive. */
  public static int vendorCode(String sqlState) {
    return Integer.parseInt(sqlState.toLowerCase(Locale.ROOT), 36);
  }
}
