package org.lightningdb.sql.exec.function;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.index.type.ZonedTimes;

/** Dates and times as numbers: days, microseconds of the day, microseconds since 1970. */
public final class Temporals {
  public static final long MICROS_PER_SECOND = 1_000_000;
  public static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
  private static final long DAY_MIN = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long DAY_MAX = LocalDate.of(9999, 12, 31).toEpochDay();

  private Temporals() {}

  /** The day itself; 22008 if it is outside the years 1 to 9999. */
  public static long checkDay(long day) {
    if (day < DAY_MIN || day > DAY_MAX) {
      throw outOfRange();
    }
    return day;
  }

  /** The moment itself; 22008 if it is outside the years 1 to 9999. */
  public static long checkMicros(long micros) {
    checkDay(Math.floorDiv(micros, MICROS_PER_DAY));
    return micros;
  }

  private static DbException outOfRange() {
    return DbException.of(SqlState.DATETIME_OVERFLOW, "the date is outside of the years 1 to 9999");
  }

  /** The day so many months later, the last of the month if there is no such day. */
  public static long addMonths(long day, long months) {
    try {
      return checkDay(LocalDate.ofEpochDay(day).plusMonths(months).toEpochDay());
    } catch (DateTimeException | ArithmeticException e) {
      throw DbException.of(
          SqlState.DATETIME_OVERFLOW, "the date is outside of the years 1 to 9999", e);
    }
  }

  /** The moment so many months later, at the same time of day. */
  public static long addMonthsToMicros(long micros, long months) {
    long day = Math.floorDiv(micros, MICROS_PER_DAY);
    return addMonths(day, months) * MICROS_PER_DAY + Math.floorMod(micros, MICROS_PER_DAY);
  }

  /** The sum, which must be a date between the years 1 and 9999. */
  public static long addMicros(long micros, long added) {
    long sum = micros + added;
    if (((micros ^ sum) & (added ^ sum)) < 0) {
      throw outOfRange();
    }
    return checkMicros(sum);
  }

  /** A packed TIME WITH TIME ZONE so much later on the clock of its zone. */
  public static long addToZonedTime(long packed, long added) {
    OffsetTime time = ZonedTimes.unpack(packed);
    return ZonedTimes.pack(time.plusNanos(added % MICROS_PER_DAY * 1000));
  }

  /** How many whole months lie between two moments; negative if the first is the later one. */
  public static long monthsBetween(long fromMicros, long toMicros) {
    if (fromMicros > toMicros) {
      return -monthsBetween(toMicros, fromMicros);
    }
    LocalDate from = LocalDate.ofEpochDay(Math.floorDiv(fromMicros, MICROS_PER_DAY));
    LocalDate to = LocalDate.ofEpochDay(Math.floorDiv(toMicros, MICROS_PER_DAY));
    long months = (to.getYear() - from.getYear()) * 12L + to.getMonthValue() - from.getMonthValue();
    boolean earlier =
        to.getDayOfMonth() < from.getDayOfMonth()
            || (to.getDayOfMonth() == from.getDayOfMonth()
                && Math.floorMod(toMicros, MICROS_PER_DAY)
                    < Math.floorMod(fromMicros, MICROS_PER_DAY));
    return earlier ? months - 1 : months;
  }

  /** Any value of a date or time type as microseconds; a time of day as those of 1970-01-01. */
  static long toMicros(Object value) {
    if (value instanceof LocalDate date) {
      return date.toEpochDay() * MICROS_PER_DAY;
    }
    return value instanceof LocalTime time
        ? time.toNanoOfDay() / 1000
        : VectorValues.toMicros((LocalDateTime) value);
  }

  /** The value without the digits of its second beyond the precision. */
  static LocalDateTime truncated(LocalDateTime value, int precision) {
    return value.toLocalDate().atTime(truncated(value.toLocalTime(), precision));
  }

  static Instant truncated(Instant value, int precision) {
    return truncated(LocalDateTime.ofInstant(value, ZoneOffset.UTC), precision)
        .toInstant(ZoneOffset.UTC);
  }

  static OffsetTime truncated(OffsetTime value, int precision) {
    return truncated(value.toLocalTime(), precision).atOffset(value.getOffset());
  }

  static LocalTime truncated(LocalTime value, int precision) {
    long unit = 1;
    for (int digit = Math.min(precision, 6); digit < 9; digit++) {
      unit *= 10;
    }
    return LocalTime.ofNanoOfDay(value.toNanoOfDay() / unit * unit);
  }
}
