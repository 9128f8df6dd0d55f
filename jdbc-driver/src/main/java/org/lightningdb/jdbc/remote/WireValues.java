package org.lightningdb.jdbc.remote;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Objects;
import java.util.UUID;
import org.apache.calcite.avatica.ColumnMetaData.Rep;
import org.apache.calcite.avatica.remote.TypedValue;
import org.apache.calcite.avatica.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.LinkType;
import org.lightningdb.jdbc.value.Reading;
import org.lightningdb.jdbc.value.TextForm;

/**
 * Values of a link and their form on the wire, which is Avatica's:
 *
 * <pre>
 *   link           in a row           as a parameter
 *   LocalDate      Integer, days      JAVA_SQL_DATE, the same
 *   LocalTime      Integer, millis    STRING, so that no digit is lost
 *                  or String
 *   LocalDateTime  Long, millis       STRING, so that no digit is lost
 *                  or String
 *   OffsetTime, OffsetDateTime, UUID, Period, Duration
 *                  String             STRING
 *   byte[]         byte[]             BYTE_STRING
 *   others         as they are        the representation of their class
 * </pre>
 *
 * A time in a row that is finer than a millisecond is a text for a client that asked for it; other
 * clients get its milliseconds.
 */
public final class WireValues {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MILLIS_PER_SECOND = 1_000;

  private WireValues() {}

  /**
   * The form of {@code value} in a row.
   *
   * @param fine whether the client understands times that are finer than milliseconds
   */
  public static @Nullable Object toRow(@Nullable Object value, boolean fine) {
    if (value instanceof LocalDate date) {
      return Math.toIntExact(date.toEpochDay());
    }
    if (value instanceof LocalTime time) {
      if (fine && isFine(time.get(ChronoField.NANO_OF_SECOND))) {
        return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
      }
      return (int) time.getLong(ChronoField.MILLI_OF_DAY);
    }
    if (value instanceof LocalDateTime timestamp) {
      if (fine && isFine(timestamp.get(ChronoField.NANO_OF_SECOND))) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(timestamp);
      }
      return timestamp.toInstant(ZoneOffset.UTC).toEpochMilli();
    }
    if (isText(value)) {
      return TextForm.of(Objects.requireNonNull(value));
    }
    return value;
  }

  /** Whether a value crosses the wire as its text. */
  private static boolean isText(@Nullable Object value) {
    return value instanceof OffsetDateTime
        || value instanceof OffsetTime
        || value instanceof UUID
        || value instanceof Period
        || value instanceof Duration;
  }

  private static boolean isFine(int nanos) {
    return nanos % NANOS_PER_MILLI != 0;
  }

  /** The value of a row of a column of {@code type}; inverse of {@link #toRow}. */
  public static @Nullable Object fromRow(@Nullable Object value, LinkType type)
      throws SQLException {
    if (value == null) {
      return null;
    }
    return switch (type.code()) {
      case java.sql.Types.TINYINT -> ((Number) value).byteValue();
      case java.sql.Types.TIME_WITH_TIMEZONE -> Reading.asZonedTime(value);
      case java.sql.Types.TIMESTAMP_WITH_TIMEZONE -> Reading.asMoment(value);
      case java.sql.Types.OTHER -> Reading.as(value, type.javaClass());
      case java.sql.Types.SMALLINT -> ((Number) value).shortValue();
      case java.sql.Types.INTEGER -> ((Number) value).intValue();
      case java.sql.Types.BIGINT -> ((Number) value).longValue();
      case java.sql.Types.REAL -> ((Number) value).floatValue();
      case java.sql.Types.DOUBLE -> ((Number) value).doubleValue();
      case java.sql.Types.DATE -> LocalDate.ofEpochDay(((Number) value).longValue());
      case java.sql.Types.TIME ->
          value instanceof String text ? LocalTime.parse(text) : time(((Number) value).longValue());
      case java.sql.Types.TIMESTAMP ->
          value instanceof String text
              ? LocalDateTime.parse(text)
              : timestamp(((Number) value).longValue());
      default -> value;
    };
  }

  /** The form of a parameter {@code value}. */
  public static TypedValue toParameter(@Nullable Object value) {
    if (value == null) {
      return TypedValue.EXPLICIT_NULL;
    }
    if (value instanceof LocalDate date) {
      return TypedValue.ofSerial(Rep.JAVA_SQL_DATE, Math.toIntExact(date.toEpochDay()));
    }
    if (value instanceof LocalTime time) {
      return TypedValue.ofSerial(Rep.STRING, DateTimeFormatter.ISO_LOCAL_TIME.format(time));
    }
    if (value instanceof LocalDateTime timestamp) {
      return TypedValue.ofSerial(
          Rep.STRING, DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(timestamp).replace('T', ' '));
    }
    if (isText(value)) {
      return TypedValue.ofSerial(Rep.STRING, TextForm.of(value));
    }
    if (value instanceof byte[] bytes) {
      return TypedValue.ofLocal(Rep.BYTE_STRING, new ByteString(bytes));
    }
    return TypedValue.ofLocal(Rep.of(value.getClass()), value);
  }

  /**
   * The value of a parameter from any Avatica client.
   *
   * @throws IllegalArgumentException if the database has no such type
   */
  public static @Nullable Object fromParameter(TypedValue parameter) {
    Object value = parameter.toLocal();
    if (value == null) {
      return null;
    }
    return switch (parameter.type) {
      case JAVA_SQL_DATE -> LocalDate.ofEpochDay(((Number) value).longValue());
      case JAVA_SQL_TIME -> time(((Number) value).longValue());
      case JAVA_SQL_TIMESTAMP, JAVA_UTIL_DATE -> timestamp(((Number) value).longValue());
      case ARRAY, MULTISET, STRUCT ->
          throw new IllegalArgumentException("a parameter of type " + parameter.type);
      default -> plain(value);
    };
  }

  private static Object plain(Object value) {
    if (value instanceof ByteString bytes) {
      return bytes.getBytes();
    }
    if (value instanceof Character character) {
      return character.toString();
    }
    if (value instanceof Byte number) {
      return number.shortValue();
    }
    if (value instanceof BigInteger number) {
      return new BigDecimal(number);
    }
    return value;
  }

  private static LocalTime time(long millis) {
    return LocalTime.ofNanoOfDay(millis * NANOS_PER_MILLI);
  }

  private static LocalDateTime timestamp(long millis) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(millis, MILLIS_PER_SECOND),
        (int) (Math.floorMod(millis, MILLIS_PER_SECOND) * NANOS_PER_MILLI),
        ZoneOffset.UTC);
  }
}
