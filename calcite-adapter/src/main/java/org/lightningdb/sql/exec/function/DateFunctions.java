package org.lightningdb.sql.exec.function;

import static org.lightningdb.sql.exec.function.FunctionTable.strict;

import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.expression.RowFunction;

/** Functions of dates and times that have no kernel. */
final class DateFunctions {
  private DateFunctions() {}

  static void register(Map<String, FunctionMaker> makers) {
    makers.put("LAST_DAY", signature -> local((shown, a) -> lastDay(shown)));
    makers.put("TO_CHAR", DateFunctions::text);
    makers.put("TO_DATE", signature -> strict(a -> format(a).parse(text(a)).toLocalDate()));
    makers.put("TO_TIMESTAMP", signature -> strict(a -> format(a).parse(text(a))));
  }

  /** {@code TO_CHAR(moment, format)}; null for numbers. */
  private static @Nullable RowFunction text(FunctionSignature signature) {
    return isTemporal(signature.types().get(0).kind())
        ? local((shown, a) -> format(a).format(shown))
        : null;
  }

  private static DateFormat format(@Nullable Object[] arguments) {
    return new DateFormat(String.valueOf(arguments[1]));
  }

  private static String text(Object[] arguments) {
    return arguments[0].toString();
  }

  /** A function of what clocks show of its first operand; NULL if one is. */
  private interface LocalFunction {
    Object apply(LocalDateTime shown, @Nullable Object[] arguments);
  }

  private static RowFunction local(LocalFunction function) {
    return (context, arguments) -> {
      Object value = arguments[0];
      return value == null || (arguments.length > 1 && arguments[1] == null)
          ? null
          : function.apply(moment(value, context.zone()), arguments);
    };
  }

  private static LocalDate lastDay(LocalDateTime value) {
    return value.toLocalDate().with(TemporalAdjusters.lastDayOfMonth());
  }

  /** {@code FLOOR(x TO unit)} and {@code CEIL(x TO unit)}; null for units or types without it. */
  static @Nullable RowFunction toUnit(FunctionSignature signature, RoundingMode mode) {
    String unit = signature.flags().get(0);
    TypeKind kind = signature.types().get(0).kind();
    if (!isTemporal(kind) || floor(LocalDateTime.of(1970, 1, 1, 0, 0), unit) == null) {
      return null;
    }
    SqlType type = signature.type();
    return (context, arguments) -> {
      Object value = arguments[0];
      return value == null
          ? null
          : fit(toUnit(moment(value, context.zone()), unit, mode), value, type, context.zone());
    };
  }

  private static boolean isTemporal(TypeKind kind) {
    return switch (kind) {
      case DATE, TIME, TIMESTAMP, TIME_TZ, TIMESTAMP_TZ -> true;
      default -> false;
    };
  }

  private static LocalDateTime moment(Object value, ZoneId zone) {
    if (value instanceof Instant moment) {
      return LocalDateTime.ofInstant(moment, zone);
    }
    if (value instanceof OffsetTime time) {
      return time.toLocalTime().atDate(LocalDate.EPOCH);
    }
    if (value instanceof LocalDate date) {
      return date.atStartOfDay();
    }
    return value instanceof LocalTime time ? time.atDate(LocalDate.EPOCH) : (LocalDateTime) value;
  }

  private static Object fit(LocalDateTime value, Object source, SqlType type, ZoneId zone) {
    if (value.getYear() < 1 || value.getYear() > 9999) {
      throw DbException.of(
          SqlState.DATETIME_OVERFLOW, "the date is outside of the years 1 to 9999");
    }
    return switch (type.kind()) {
      case DATE -> value.toLocalDate();
      case TIME -> value.toLocalTime();
      case TIME_TZ -> value.toLocalTime().atOffset(((OffsetTime) source).getOffset());
      case TIMESTAMP_TZ -> value.atZone(zone).toInstant();
      default -> value;
    };
  }

  private static LocalDateTime toUnit(LocalDateTime value, String unit, RoundingMode mode) {
    LocalDateTime floor = floor(value, unit);
    if (floor == null) {
      throw new IllegalStateException(unit);
    }
    return mode == RoundingMode.FLOOR || floor.equals(value) ? floor : next(floor, unit);
  }

  private static @Nullable LocalDateTime floor(LocalDateTime value, String unit) {
    LocalDateTime day = value.truncatedTo(ChronoUnit.DAYS);
    int year = value.getYear();
    return switch (unit) {
      case "MICROSECOND" -> value.truncatedTo(ChronoUnit.MICROS);
      case "MILLISECOND" -> value.truncatedTo(ChronoUnit.MILLIS);
      case "SECOND" -> value.truncatedTo(ChronoUnit.SECONDS);
      case "MINUTE" -> value.truncatedTo(ChronoUnit.MINUTES);
      case "HOUR" -> value.truncatedTo(ChronoUnit.HOURS);
      case "DAY" -> day;
      case "WEEK" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
      case "MONTH" -> day.withDayOfMonth(1);
      case "QUARTER" -> day.withDayOfMonth(1).withMonth((value.getMonthValue() - 1) / 3 * 3 + 1);
      case "YEAR" -> day.withDayOfYear(1);
      case "DECADE" -> day.withDayOfYear(1).withYear(year / 10 * 10);
      case "CENTURY" -> day.withDayOfYear(1).withYear((year - 1) / 100 * 100 + 1);
      case "MILLENNIUM" -> day.withDayOfYear(1).withYear((year - 1) / 1000 * 1000 + 1);
      default -> null;
    };
  }

  private static LocalDateTime next(LocalDateTime floor, String unit) {
    return switch (unit) {
      case "MICROSECOND" -> floor.plus(1, ChronoUnit.MICROS);
      case "MILLISECOND" -> floor.plus(1, ChronoUnit.MILLIS);
      case "SECOND" -> floor.plusSeconds(1);
      case "MINUTE" -> floor.plusMinutes(1);
      case "HOUR" -> floor.plusHours(1);
      case "DAY" -> floor.plusDays(1);
      case "WEEK" -> floor.plusWeeks(1);
      case "MONTH" -> floor.plusMonths(1);
      case "QUARTER" -> floor.plusMonths(3);
      case "YEAR" -> floor.plusYears(1);
      case "DECADE" -> floor.plusYears(10);
      case "CENTURY" -> floor.plusYears(100);
      default -> floor.plusYears(1000);
    };
  }
}
