package org.lightningdb.sql.lower;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/** Turns what generated code throws into errors with SQLState; the only place that does. */
final class RuntimeErrors {
  private RuntimeErrors() {}

  static DbException translate(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof DbException error) {
        return error;
      }
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      DbException known = known(cause);
      if (known != null) {
        return known;
      }
    }
    return DbException.of(
        SqlState.INTERNAL_ERROR, "the statement failed inside the executor: " + thrown, thrown);
  }

  private static @Nullable DbException known(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    String folded = message.toLowerCase(Locale.ROOT);
    if (folded.contains("single_value") || folded.contains("more than one value")) {
      return DbException.of(
          SqlState.CARDINALITY_VIOLATION, "a scalar sub-query returned more than one row", cause);
    }
    // Generated code computes constants when its class is initialised; a second attempt at that
    // class knows the first failure by its text only.
    if (cause instanceof ArithmeticException || message.contains("java.lang.ArithmeticException")) {
      return arithmetic(folded, message, cause);
    }
    if (cause instanceof NumberFormatException) {
      return DbException.of(
          SqlState.INVALID_CHARACTER_VALUE_FOR_CAST, "not a number: " + message, cause);
    }
    if (cause instanceof java.time.DateTimeException
        || folded.contains("invalid date")
        || folded.contains("invalid time")
        || folded.contains("invalid timestamp")
        || (folded.contains("value of") && folded.contains("field is out of range"))) {
      return DbException.of(SqlState.INVALID_DATETIME_FORMAT, message, cause);
    }
    if (folded.contains("out of range") || folded.contains("overflow")) {
      return DbException.of(SqlState.NUMERIC_OUT_OF_RANGE, message, cause);
    }
    if (folded.contains("invalid character for cast") || folded.contains("cannot convert")) {
      return DbException.of(SqlState.INVALID_CHARACTER_VALUE_FOR_CAST, message, cause);
    }
    if (cause.getClass().getName().startsWith("org.apache.calcite.runtime.CalciteException")
        || cause instanceof IllegalArgumentException) {
      return DbException.of(SqlState.DATA_EXCEPTION, message, cause);
    }
    return null;
  }

  private static DbException arithmetic(String folded, String message, Throwable cause) {
    boolean byZero = folded.contains("zero") || folded.contains("division undefined");
    return byZero
        ? DbException.of(SqlState.DIVISION_BY_ZERO, "division by zero", cause)
        : DbException.of(SqlState.NUMERIC_OUT_OF_RANGE, "number out of range: " + message, cause);
  }
}
