package org.lightningdb.jdbc.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.UUID;
import org.lightningdb.jdbc.link.SqlErrors;

/**
 * Conversions between the classes of {@link org.lightningdb.jdbc.link.LinkType}, as the getters of
 * a result need them. Numbers lose their fraction when read as integers but are never cut to fewer
 * bits (22003); text is parsed (22018, 22007).
 */
public final class Reading {
  private static final LocalDate DAY_OF_TIME = LocalDate.EPOCH;
  private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private static final DateTimeFormatter ZONED_TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .parseLenient()
          .appendOffset("+HH:mm:ss", "Z")
          .toFormatter(Locale.ROOT);
  private static final DateTimeFormatter MOMENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("[' ']['T']")
          .append(ZONED_TIME)
          .toFormatter(Locale.ROOT);

  private Reading() {}

  /** As an integer between {@code min} and {@code max}. */
  public static long asLong(Object value, long min, long max, String target) throws SQLException {
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (isInteger(value)) {
      return checkRange(((Number) value).longValue(), min, max, target);
    }
    BigDecimal decimal = asDecimal(value, target);
    BigDecimal whole = new BigDecimal(decimal.toBigInteger());
    if (whole.compareTo(LONG_MIN) < 0 || whole.compareTo(LONG_MAX) > 0) {
      throw outOfRange(decimal, target);
    }
    return checkRange(whole.longValue(), min, max, target);
  }

  private static boolean isInteger(Object value) {
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte;
  }

  /** {@code value} if it lies between the bounds. */
  public static long checkRange(long value, long min, long max, String target) throws SQLException {
    if (value < min || value > max) {
      throw outOfRange(value, target);
    }
    return value;
  }

  public static double asDouble(Object value) throws SQLException {
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof String text) {
      try {
        return Double.parseDouble(text.trim());
      } catch (NumberFormatException e) {
        throw malformed(value, "double", e);
      }
    }
    throw noConversion(value, "double");
  }

  /** The nearest float; a finite value beyond the range of float is an error. */
  public static float asFloat(Object value) throws SQLException {
    double wide = asDouble(value);
    float narrow = (float) wide;
    if (Float.isInfinite(narrow) && !Double.isInfinite(wide)) {
      throw outOfRange(value, "float");
    }
    return narrow;
  }

  public static BigDecimal asDecimal(Object value) throws SQLException {
    return asDecimal(value, "BigDecimal");
  }

  private static BigDecimal asDecimal(Object value, String target) throws SQLException {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof Boolean truth) {
      return truth ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (isInteger(value)) {
      return BigDecimal.valueOf(((Number) value).longValue());
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (Double.isNaN(number) || Double.isInfinite(number)) {
        throw outOfRange(value, target);
      }
      return new BigDecimal(value.toString());
    }
    if (value instanceof String text) {
      try {
        return new BigDecimal(text.trim());
      } catch (NumberFormatException e) {
        throw malformed(value, target, e);
      }
    }
    throw noConversion(value, target);
  }

  public static BigInteger asBigInteger(Object value) throws SQLException {
    return asDecimal(value, "BigInteger").toBigInteger();
  }

  public static boolean asBoolean(Object value) throws SQLException {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.signum() != 0;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof String text) {
      return switch (text.trim().toLowerCase(Locale.ROOT)) {
        case "true", "t", "yes", "y", "on", "1" -> true;
        case "false", "f", "no", "n", "off", "0" -> false;
        default -> throw malformed(value, "boolean", null);
      };
    }
    throw noConversion(value, "boolean");
  }

  public static LocalDate asDate(Object value) throws SQLException {
    if (value instanceof LocalDate date) {
      return date;
    }
    if (value instanceof LocalDateTime timestamp) {
      return timestamp.toLocalDate();
    }
    if (value instanceof OffsetDateTime moment) {
      return moment.toLocalDate();
    }
    if (value instanceof String text) {
      String trimmed = text.trim();
      try {
        return trimmed.length() > 10
            ? parseTimestamp(trimmed).toLocalDate()
            : LocalDate.parse(trimmed);
      } catch (DateTimeException e) {
        throw malformedTime(value, "DATE", e);
      }
    }
    throw noConversion(value, "DATE");
  }

  public static LocalTime asTime(Object value) throws SQLException {
    if (value instanceof LocalTime time) {
      return time;
    }
    if (value instanceof LocalDateTime timestamp) {
      return timestamp.toLocalTime();
    }
    if (value instanceof OffsetDateTime moment) {
      return moment.toLocalTime();
    }
    if (value instanceof OffsetTime time) {
      return time.toLocalTime();
    }
    if (value instanceof String text) {
      String trimmed = text.trim();
      try {
        return trimmed.indexOf('-') > 0
            ? parseTimestamp(trimmed).toLocalTime()
            : LocalTime.parse(trimmed);
      } catch (DateTimeException e) {
        throw malformedTime(value, "TIME", e);
      }
    }
    throw noConversion(value, "TIME");
  }

  public static LocalDateTime asTimestamp(Object value) throws SQLException {
    if (value instanceof LocalDateTime timestamp) {
      return timestamp;
    }
    if (value instanceof LocalDate date) {
      return date.atStartOfDay();
    }
    if (value instanceof LocalTime time) {
      return time.atDate(DAY_OF_TIME);
    }
    if (value instanceof OffsetDateTime moment) {
      return moment.toLocalDateTime();
    }
    if (value instanceof String text) {
      String trimmed = text.trim();
      try {
        return trimmed.length() <= 10
            ? LocalDate.parse(trimmed).atStartOfDay()
            : parseTimestamp(trimmed);
      } catch (DateTimeException e) {
        throw malformedTime(value, "TIMESTAMP", e);
      }
    }
    throw noConversion(value, "TIMESTAMP");
  }

  /** As a moment; values without a zone are none. */
  public static OffsetDateTime asMoment(Object value) throws SQLException {
    if (value instanceof OffsetDateTime moment) {
      return moment;
    }
    if (value instanceof String text) {
      try {
        return OffsetDateTime.parse(text.trim(), MOMENT);
      } catch (DateTimeException e) {
        throw malformedTime(value, "TIMESTAMP WITH TIME ZONE", e);
      }
    }
    throw noConversion(value, "TIMESTAMP WITH TIME ZONE");
  }

  /** As a time with a zone; values without one are none. */
  public static OffsetTime asZonedTime(Object value) throws SQLException {
    if (value instanceof OffsetTime time) {
      return time;
    }
    if (value instanceof OffsetDateTime moment) {
      return moment.toOffsetTime();
    }
    if (value instanceof String text) {
      try {
        return OffsetTime.parse(text.trim(), ZONED_TIME);
      } catch (DateTimeException e) {
        throw malformedTime(value, "TIME WITH TIME ZONE", e);
      }
    }
    throw noConversion(value, "TIME WITH TIME ZONE");
  }

  /** As a UUID, a Period or a Duration; texts are parsed as they are shown. */
  public static Object as(Object value, Class<?> type) throws SQLException {
    if (type.isInstance(value)) {
      return value;
    }
    if (!(value instanceof String text)) {
      throw noConversion(value, type.getSimpleName());
    }
    String trimmed = text.trim();
    try {
      if (type == UUID.class) {
        return UUID.fromString(trimmed);
      }
      boolean negative = trimmed.startsWith("-");
      String[] parts = (negative ? trimmed.substring(1) : trimmed).split("[- :]", -1);
      if (type == Period.class && parts.length == 2) {
        Period size = Period.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), 0);
        return negative ? size.negated() : size;
      }
      if (type == Duration.class && parts.length == 4) {
        LocalTime time = LocalTime.parse(parts[1] + ":" + parts[2] + ":" + parts[3]);
        Duration size = Duration.ofDays(Long.parseLong(parts[0])).plusNanos(time.toNanoOfDay());
        return negative ? size.negated() : size;
      }
      throw malformed(value, type.getSimpleName(), null);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw malformed(value, type.getSimpleName(), e);
    }
  }

  /** Text gives its UTF-8 bytes. */
  public static byte[] asBytes(Object value) throws SQLException {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    throw noConversion(value, "bytes");
  }

  private static LocalDateTime parseTimestamp(String text) {
    return LocalDateTime.parse(text.replace(' ', 'T'));
  }

  private static SQLException outOfRange(Object value, String target) {
    return SqlErrors.of("22003", "value " + value + " is out of the range of " + target);
  }

  private static SQLException malformed(
      Object value, String target, @org.jspecify.annotations.Nullable Throwable cause) {
    return SqlErrors.of("22018", "cannot read '" + value + "' as " + target, cause);
  }

  private static SQLException malformedTime(Object value, String target, Throwable cause) {
    return SqlErrors.of("22007", "cannot read '" + value + "' as " + target, cause);
  }

  /** The error for a conversion that makes no sense. */
  static SQLException noConversion(Object value, String target) {
    return SqlErrors.of(
        "22018", "cannot convert " + value.getClass().getSimpleName() + " to " + target);
  }
}
