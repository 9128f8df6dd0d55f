package org.lightningdb.sql.exec.function;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;

/** EXTRACT: the parts of dates, times, moments and intervals, all kept as longs. */
public final class DateParts {
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long MICROS_PER_MINUTE = 60 * Temporals.MICROS_PER_SECOND;
  private static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;

  private DateParts() {}

  /**
   * The part as a function of what vectors keep.
   *
   * @param unit in capitals, such as {@code MONTH}
   * @return null if values of the type have no such part
   */
  public static @Nullable LongUnaryOperator of(String unit, SqlType type) {
    return switch (type.kind()) {
      case DATE -> {
        LongUnaryOperator part = ofDay(unit);
        yield part != null ? part : ofTimeInDate(unit);
      }
      case TIME -> unit.equals("EPOCH") ? micros -> seconds(micros) : ofTime(unit);
      case TIMESTAMP -> ofMoment(unit);
      case TIMESTAMP_TZ -> unit.equals("EPOCH") ? DateParts::seconds : null;
      default -> null;
    };
  }

  /** The part of a number of months. */
  public static @Nullable LongUnaryOperator ofMonths(String unit) {
    return switch (unit) {
      case "YEAR" -> months -> months / 12;
      case "QUARTER" -> months -> months % 12 / 3 + 1;
      case "MONTH" -> months -> months % 12;
      case "DECADE" -> months -> months / 120;
      case "CENTURY" -> months -> months / 1200;
      case "MILLENNIUM" -> months -> months / 12_000;
      case "DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND" -> months -> 0;
      default -> null;
    };
  }

  /** The part of a number of microseconds; that of a negative one is negative. */
  public static @Nullable LongUnaryOperator ofDuration(String unit) {
    return switch (unit) {
      case "DAY" -> micros -> micros / Temporals.MICROS_PER_DAY;
      case "HOUR" -> micros -> micros % Temporals.MICROS_PER_DAY / MICROS_PER_HOUR;
      case "MINUTE" -> micros -> micros % MICROS_PER_HOUR / MICROS_PER_MINUTE;
      case "SECOND" -> micros -> micros % MICROS_PER_MINUTE / Temporals.MICROS_PER_SECOND;
      case "MILLISECOND" -> micros -> micros % MICROS_PER_MINUTE / 1000;
      case "MICROSECOND" -> micros -> micros % MICROS_PER_MINUTE;
      case "EPOCH" -> micros -> micros / Temporals.MICROS_PER_SECOND;
      case "YEAR", "MONTH" -> micros -> 0;
      default -> null;
    };
  }

  private static long seconds(long micros) {
    return Math.floorDiv(micros, Temporals.MICROS_PER_SECOND);
  }

  private static @Nullable LongUnaryOperator ofMoment(String unit) {
    if (unit.equals("EPOCH")) {
      return DateParts::seconds;
    }
    LongUnaryOperator time = ofTime(unit);
    if (time != null) {
      return micros -> time.applyAsLong(Math.floorMod(micros, Temporals.MICROS_PER_DAY));
    }
    LongUnaryOperator day = ofDay(unit);
    return day == null
        ? null
        : micros -> day.applyAsLong(Math.floorDiv(micros, Temporals.MICROS_PER_DAY));
  }

  private static @Nullable LongUnaryOperator ofTimeInDate(String unit) {
    return ofTime(unit) == null ? null : days -> 0;
  }

  private static @Nullable LongUnaryOperator ofTime(String unit) {
    return switch (unit) {
      case "HOUR" -> micros -> micros / MICROS_PER_HOUR;
      case "MINUTE" -> micros -> micros % MICROS_PER_HOUR / MICROS_PER_MINUTE;
      case "SECOND" -> micros -> micros % MICROS_PER_MINUTE / Temporals.MICROS_PER_SECOND;
      case "MILLISECOND" -> micros -> micros % MICROS_PER_MINUTE / 1000;
      case "MICROSECOND" -> micros -> micros % MICROS_PER_MINUTE;
      case "NANOSECOND" -> micros -> micros % MICROS_PER_MINUTE * 1000;
      default -> null;
    };
  }

  private static @Nullable LongUnaryOperator ofDay(String unit) {
    return switch (unit) {
      case "EPOCH" -> days -> days * SECONDS_PER_DAY;
      case "YEAR" -> days -> LocalDate.ofEpochDay(days).getYear();
      case "ISOYEAR" -> days -> LocalDate.ofEpochDay(days).get(IsoFields.WEEK_BASED_YEAR);
      case "QUARTER" -> days -> (LocalDate.ofEpochDay(days).getMonthValue() + 2) / 3;
      case "MONTH" -> days -> LocalDate.ofEpochDay(days).getMonthValue();
      case "WEEK" -> days -> LocalDate.ofEpochDay(days).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case "DAY" -> days -> LocalDate.ofEpochDay(days).getDayOfMonth();
      case "DOY" -> days -> LocalDate.ofEpochDay(days).getDayOfYear();
      case "DOW" -> days -> LocalDate.ofEpochDay(days).getDayOfWeek().getValue() % 7 + 1;
      case "ISODOW" -> days -> LocalDate.ofEpochDay(days).getDayOfWeek().getValue();
      case "DECADE" -> days -> LocalDate.ofEpochDay(days).getYear() / 10;
      case "CENTURY" -> days -> (LocalDate.ofEpochDay(days).getYear() + 99) / 100;
      case "MILLENNIUM" -> days -> (LocalDate.ofEpochDay(days).getYear() + 999) / 1000;
      default -> null;
    };
  }
}
