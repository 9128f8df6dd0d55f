package org.lightningdb.index.type;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/** Assignment to intervals. */
final class IntervalAssignment {
  private static final long NANOS_PER_MICRO = 1_000;

  /** Some 290,000 years. */
  private static final Duration MOST = Duration.ofSeconds(Long.MAX_VALUE / 1_000_000);

  private IntervalAssignment() {}

  static Object convert(Object value, SqlType target) {
    try {
      return target.kind() == TypeKind.INTERVAL_MONTH
          ? toMonths(value, target)
          : toDuration(value, target);
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw outOfRange(value, target, e);
    }
  }

  private static Period toMonths(Object value, SqlType target) {
    if (value instanceof Period period) {
      if (period.get(ChronoUnit.DAYS) != 0) {
        throw outOfRange(value, target, null);
      }
      return IntervalText.months(period.toTotalMonths());
    }
    if (value instanceof CharSequence sequence) {
      String text = sequence.toString().strip();
      Period period = isIso(text) ? Period.parse(text) : IntervalText.parseMonths(text);
      if (period == null || period.get(ChronoUnit.DAYS) != 0) {
        throw ValueAssignment.unparsable(SqlState.INVALID_DATETIME_FORMAT, value, target);
      }
      return IntervalText.months(period.toTotalMonths());
    }
    throw ValueAssignment.mismatch(value, target);
  }

  private static Duration toDuration(Object value, SqlType target) {
    Duration duration = null;
    if (value instanceof Duration given) {
      duration = given;
    } else if (value instanceof Period period && period.toTotalMonths() == 0) {
      duration = Duration.ofDays(period.get(ChronoUnit.DAYS));
    } else if (value instanceof CharSequence sequence) {
      String text = sequence.toString().strip();
      duration = isIso(text) ? Duration.parse(text) : IntervalText.parseDuration(text);
      if (duration == null) {
        throw ValueAssignment.unparsable(SqlState.INVALID_DATETIME_FORMAT, value, target);
      }
    }
    if (duration == null) {
      throw ValueAssignment.mismatch(value, target);
    }
    if (duration.abs().compareTo(MOST) >= 0) {
      throw outOfRange(value, target, null);
    }
    long rest = Math.floorMod(duration.toNanosPart(), NANOS_PER_MICRO);
    return duration.plusNanos(2 * rest >= NANOS_PER_MICRO ? NANOS_PER_MICRO - rest : -rest);
  }

  private static boolean isIso(String text) {
    return text.toUpperCase(Locale.ROOT).matches("[+-]?P.*");
  }

  private static DbException outOfRange(Object value, SqlType target, @Nullable Exception cause) {
    String text = "value " + ValueAssignment.quote(value) + " is out of range for " + target;
    return cause == null
        ? DbException.of(SqlState.DATETIME_OVERFLOW, text)
        : DbException.of(SqlState.DATETIME_OVERFLOW, text, cause);
  }
}
