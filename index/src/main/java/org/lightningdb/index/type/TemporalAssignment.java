package org.lightningdb.index.type;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/**
 * Assignment to dates and times. Values with a zone give their local part to types without one, and
 * moments are shown in the session's zone.
 */
final class TemporalAssignment {
  private static final int YEAR_MIN = 1;
  private static final int YEAR_MAX = 9999;
  private static final int MICRO_DIGITS = 6;
  private static final int NANO_DIGITS = 9;
  private static final long NANOS_PER_DAY = 86_400_000_000_000L;
  private static final DateTimeFormatter DATE_TEXT =
      DateTimeFormatter.ofPattern("uuuu-M-d", java.util.Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private TemporalAssignment() {}

  static Object convert(Object value, SqlType target, @Nullable ZoneId zone) {
    try {
      return switch (target.kind()) {
        case DATE -> checkYear(toDate(value, target, zone), value, target);
        case TIME -> roundTime(toTime(value, target, zone), target.precision());
        case TIMESTAMP -> rounded(toTimestamp(value, target, zone), value, target);
        case TIMESTAMP_TZ -> {
          Instant moment = ZonedAssignment.toInstant(value, target, zone);
          LocalDateTime utc = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
          yield rounded(utc, value, target).toInstant(ZoneOffset.UTC);
        }
        case TIME_TZ -> {
          OffsetTime time = ZonedAssignment.toTime(value, target, zone);
          yield roundTime(time.toLocalTime(), target.precision()).atOffset(time.getOffset());
        }
        default -> throw new IllegalArgumentException(target + " is not a time type");
      };
    } catch (DateTimeException e) {
      throw ValueAssignment.unparsable(SqlState.INVALID_DATETIME_FORMAT, value, target);
    }
  }

  private static LocalDate toDate(Object value, SqlType target, @Nullable ZoneId zone) {
    if (value instanceof LocalDate date) {
      return date;
    }
    if (value instanceof java.sql.Date date) {
      return date.toLocalDate();
    }
    if (value instanceof CharSequence sequence) {
      String text = sequence.toString().strip();
      return text.indexOf(':') < 0
          ? LocalDate.parse(text, DATE_TEXT)
          : parseTimestamp(text).toLocalDate();
    }
    return toTimestamp(value, target, zone).toLocalDate();
  }

  static LocalTime toTime(Object value, SqlType target, @Nullable ZoneId zone) {
    if (value instanceof LocalTime time) {
      return time;
    }
    if (value instanceof java.sql.Time time) {
      return new java.sql.Timestamp(time.getTime()).toLocalDateTime().toLocalTime();
    }
    if (value instanceof OffsetTime time) {
      return time.toLocalTime();
    }
    if (value instanceof LocalDate || value instanceof java.sql.Date) {
      throw ValueAssignment.mismatch(value, target);
    }
    if (value instanceof CharSequence sequence) {
      String text = sequence.toString().strip();
      return text.indexOf('-') < 0 ? parseTime(text) : parseTimestamp(text).toLocalTime();
    }
    return toTimestamp(value, target, zone).toLocalTime();
  }

  static LocalDateTime toTimestamp(Object value, SqlType target, @Nullable ZoneId zone) {
    if (value instanceof LocalDateTime moment) {
      return moment;
    }
    if (value instanceof java.sql.Timestamp moment) {
      return moment.toLocalDateTime();
    }
    if (value instanceof LocalDate date) {
      return date.atStartOfDay();
    }
    if (value instanceof OffsetDateTime moment) {
      return moment.toLocalDateTime();
    }
    if (value instanceof ZonedDateTime moment) {
      return moment.toLocalDateTime();
    }
    if (value instanceof Instant instant) {
      return LocalDateTime.ofInstant(instant, ZonedAssignment.required(zone));
    }
    if (value instanceof java.sql.Time) {
      throw ValueAssignment.mismatch(value, target);
    }
    if (value instanceof java.util.Date date) {
      return LocalDateTime.ofInstant(date.toInstant(), ZoneId.systemDefault());
    }
    if (value instanceof CharSequence text) {
      return parseTimestamp(text.toString().strip());
    }
    throw ValueAssignment.mismatch(value, target);
  }

  private static LocalDateTime rounded(LocalDateTime moment, Object value, SqlType target) {
    long nanos = moment.toLocalTime().toNanoOfDay();
    LocalDateTime rounded = moment.plusNanos(round(nanos, target.precision()) - nanos);
    checkYear(rounded.toLocalDate(), value, target);
    return rounded;
  }

  /** Rounds half up, but never into the next day: the last moment of the day is cut instead. */
  private static LocalTime roundTime(LocalTime time, int digits) {
    long rounded = round(time.toNanoOfDay(), digits);
    return LocalTime.ofNanoOfDay(Math.min(rounded, NANOS_PER_DAY - unitNanos(digits)));
  }

  private static long round(long nanos, int digits) {
    long unit = unitNanos(digits);
    return (nanos + unit / 2) / unit * unit;
  }

  private static long unitNanos(int digits) {
    long unit = 1;
    for (int i = Math.min(digits, MICRO_DIGITS); i < NANO_DIGITS; i++) {
      unit *= 10;
    }
    return unit;
  }

  static LocalDateTime parseTimestamp(String text) {
    int separator = Math.max(text.indexOf(' '), text.indexOf('T'));
    if (separator < 0) {
      return LocalDate.parse(text, DATE_TEXT).atStartOfDay();
    }
    LocalDate date = LocalDate.parse(text.substring(0, separator), DATE_TEXT);
    return LocalDateTime.of(date, parseTime(text.substring(separator + 1).strip()));
  }

  static LocalTime parseTime(String text) {
    return LocalTime.parse(text.indexOf(':') == 1 ? "0" + text : text);
  }

  private static LocalDate checkYear(LocalDate date, Object value, SqlType target) {
    if (date.getYear() < YEAR_MIN || date.getYear() > YEAR_MAX) {
      throw DbException.of(
          SqlState.DATETIME_OVERFLOW,
          "value "
              + ValueAssignment.quote(value)
              + " is outside the years 1 to 9999 of "
              + target.kind());
    }
    return date;
  }
}
