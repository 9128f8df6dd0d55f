package org.lightningdb.server.net;

import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.calcite.avatica.AvaticaSeverity;
import org.apache.calcite.avatica.remote.AvaticaRuntimeException;
import org.lightningdb.jdbc.link.SqlErrors;

/** Errors in the form the protocol carries: SQLState, vendor code and text, no stack trace. */
final class WireErrors {
  private static final Logger LOGGER = Logger.getLogger(WireErrors.class.getName());
  private static final String INTERNAL_ERROR = "XX000";
  private static final StackTraceElement[] NO_TRACE = {};

  private WireErrors() {}

  static AvaticaRuntimeException of(SQLException failure) {
    String state = failure.getSQLState() == null ? INTERNAL_ERROR : failure.getSQLState();
    return error(state, failure.getErrorCode(), String.valueOf(failure.getMessage()));
  }

  static AvaticaRuntimeException of(String state, String message) {
    return error(state, SqlErrors.vendorCode(state), message);
  }

  /** What nobody foresaw: logged here with its trace, since the client does not get it. */
  static AvaticaRuntimeException unforeseen(RuntimeException failure) {
    LOGGER.log(Level.SEVERE, "a request failed", failure);
    return of(INTERNAL_ERROR, "internal error: " + failure);
  }

  private static AvaticaRuntimeException error(String state, int code, String message) {
    AvaticaRuntimeException error =
        new AvaticaRuntimeException(message, code, state, AvaticaSeverity.ERROR);
    error.setStackTrace(NO_TRACE);
    return error;
  }
}
