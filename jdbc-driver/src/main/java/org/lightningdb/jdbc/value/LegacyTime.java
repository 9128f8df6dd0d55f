package org.lightningdb.jdbc.value;

import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * java.sql.Date, Time and Timestamp are moments; the database keeps what a clock on the wall shows.
 * Both directions use the zone of the calendar, or of the JVM if none is given. Nothing smaller
 * than the class itself can carry is lost: Time keeps milliseconds, Timestamp nanoseconds.
 */
public final class LegacyTime {
  private LegacyTime() {}

  public static Date toDate(LocalDate date, @Nullable Calendar calendar) {
    return calendar == null
        ? Date.valueOf(date)
        : new Date(date.atStartOfDay(zone(calendar)).toInstant().toEpochMilli());
  }

  public static Time toTime(LocalTime time, @Nullable Calendar calendar) {
    return new Time(time.atDate(LocalDate.EPOCH).atZone(zone(calendar)).toInstant().toEpochMilli());
  }

  public static Timestamp toTimestamp(LocalDateTime timestamp, @Nullable Calendar calendar) {
    return calendar == null
        ? Timestamp.valueOf(timestamp)
        : Timestamp.from(timestamp.atZone(zone(calendar)).toInstant());
  }

  /** A moment is one in java.sql, too; other values are those of {@link Reading#asTimestamp}. */
  public static Timestamp timestampOf(Object value, @Nullable Calendar calendar)
      throws SQLException {
    return value instanceof OffsetDateTime moment
        ? Timestamp.from(moment.toInstant())
        : toTimestamp(Reading.asTimestamp(value), calendar);
  }

  public static LocalDate fromDate(Date date, @Nullable Calendar calendar) {
    return calendar == null
        ? date.toLocalDate()
        : Instant.ofEpochMilli(date.getTime()).atZone(zone(calendar)).toLocalDate();
  }

  public static LocalTime fromTime(Time time, @Nullable Calendar calendar) {
    return Instant.ofEpochMilli(time.getTime()).atZone(zone(calendar)).toLocalTime();
  }

  public static LocalDateTime fromTimestamp(Timestamp timestamp, @Nullable Calendar calendar) {
    return calendar == null
        ? timestamp.toLocalDateTime()
        : timestamp.toInstant().atZone(zone(calendar)).toLocalDateTime();
  }

  /** The wall clock at the moment of a java.util.Date, in the zone of the JVM. */
  @SuppressWarnings("JavaUtilDate")
  static LocalDateTime ofUtilDate(Object date) {
    return fromTimestamp(new Timestamp(((java.util.Date) date).getTime()), null);
  }

  private static ZoneId zone(@Nullable Calendar calendar) {
    TimeZone zone = calendar == null ? TimeZone.getDefault() : calendar.getTimeZone();
    return zone.toZoneId();
  }
}
