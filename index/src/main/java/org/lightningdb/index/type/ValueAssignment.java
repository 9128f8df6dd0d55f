package org.lightningdb.index.type;

import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/**
 * Checked store assignment: turns any reasonable Java value, those of JDBC included, into the Java
 * value of a column's type. Nothing is lost silently: numbers are rounded half up to the scale,
 * blanks at the end of a text may be cut, fractions of a second are rounded to the precision;
 * everything else that does not fit is an error of class 22 that names table and column. Stateless
 * and thread-safe.
 */
public final class ValueAssignment {
  private static final Pattern UUID_DIGITS = Pattern.compile("[0-9a-fA-F]{32}");

  private ValueAssignment() {}

  /**
   * Converts {@code value}, which must not depend on a zone ({@link #dependsOnZone}).
   *
   * @see #convert(Object, SqlType, ZoneId, String, String)
   */
  public static @Nullable Object convert(
      @Nullable Object value, SqlType target, String table, String column) {
    return convertIn(null, value, target, table, column);
  }

  /** Whether the zone of the session decides what the value means to the type. */
  public static boolean dependsOnZone(@Nullable Object value, SqlType target) {
    return value != null && ZonedAssignment.dependsOnZone(value, target);
  }

  /**
   * Converts {@code value}.
   *
   * @param zone where times without a zone are meant, and moments are shown
   * @param table named in errors, may be empty
   * @param column named in errors, may be empty
   * @return null exactly if {@code value} is null; NOT NULL is checked elsewhere
   * @throws DbException 22001 too long, 22003 out of range, 22007 or 22018 a text that does not
   *     parse, 22008 a date outside the years 1 to 9999, 42804 no conversion between the types
   */
  public static @Nullable Object convert(
      @Nullable Object value, SqlType target, ZoneId zone, String table, String column) {
    return convertIn(zone, value, target, table, column);
  }

  private static @Nullable Object convertIn(
      @Nullable ZoneId zone, @Nullable Object value, SqlType target, String table, String column) {
    if (value == null) {
      return null;
    }
    try {
      return switch (target.kind()) {
        case BOOLEAN -> toBoolean(value, target);
        case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE ->
            NumberAssignment.convert(value, target);
        case CHAR, VARCHAR, VARBINARY -> StringAssignment.convert(value, target, zone);
        case DATE, TIME, TIMESTAMP, TIME_TZ, TIMESTAMP_TZ ->
            TemporalAssignment.convert(value, target, zone);
        case UUID -> toUuid(value, target);
        case INTERVAL_MONTH, INTERVAL_DAY -> IntervalAssignment.convert(value, target);
        case JSON -> JsonAssignment.convert(value, target);
      };
    } catch (DbException e) {
      throw column.isEmpty() ? e : inColumn(e, table, column);
    }
  }

  private static DbException inColumn(DbException e, String table, String column) {
    String text = "column " + column + " of table " + table + ": " + e.text();
    return DbException.of(e.state(), text, e).atColumn(table, column);
  }

  private static Object toBoolean(Object value, SqlType target) {
    if (value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number number) {
      long digit = NumberAssignment.toLong(number, target, 0, 1);
      return digit == 1;
    }
    if (value instanceof CharSequence text) {
      return switch (text.toString().strip().toLowerCase(Locale.ROOT)) {
        case "true", "t", "yes", "y", "on", "1" -> true;
        case "false", "f", "no", "n", "off", "0" -> false;
        default -> throw unparsable(SqlState.INVALID_CHARACTER_VALUE_FOR_CAST, value, target);
      };
    }
    throw mismatch(value, target);
  }

  private static UUID toUuid(Object value, SqlType target) {
    if (value instanceof UUID id) {
      return id;
    }
    if (value instanceof byte[] bytes && bytes.length == 2 * Long.BYTES) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return new UUID(buffer.getLong(), buffer.getLong());
    }
    if (value instanceof CharSequence text) {
      String digits = text.toString().strip().replaceFirst("^\\{(.*)}$", "$1").replace("-", "");
      if (!UUID_DIGITS.matcher(digits).matches()) {
        throw unparsable(SqlState.INVALID_CHARACTER_VALUE_FOR_CAST, value, target);
      }
      return new UUID(
          Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16));
    }
    throw mismatch(value, target);
  }

  static DbException unparsable(SqlState state, Object value, SqlType target) {
    return DbException.of(state, "invalid value for " + target + ": " + quote(value));
  }

  static DbException outOfRange(Object value, SqlType target) {
    return DbException.of(
        SqlState.NUMERIC_OUT_OF_RANGE, "value " + quote(value) + " is out of range for " + target);
  }

  static DbException mismatch(Object value, SqlType target) {
    return DbException.of(
        SqlState.DATATYPE_MISMATCH,
        "a value of " + value.getClass().getSimpleName() + " cannot be stored as " + target);
  }

  /** The value for a message, shortened. */
  static String quote(Object value) {
    String text = value instanceof byte[] bytes ? bytes.length + " bytes" : value.toString();
    String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return value instanceof CharSequence ? "'" + shown + "'" : shown;
  }
}
