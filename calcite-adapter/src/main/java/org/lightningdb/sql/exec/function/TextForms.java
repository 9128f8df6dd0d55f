package org.lightningdb.sql.exec.function;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Locale;
import org.lightningdb.index.type.IntervalText;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.ZonedText;

/** Values as texts, as CAST gives them; reading them again yields the same values. */
final class TextForms {
  private TextForms() {}

  /**
   * The value as a text.
   *
   * @param zone in which moments are shown
   */
  static String of(Object value, SqlType type, ZoneId zone) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof Boolean truth) {
      return truth ? "TRUE" : "FALSE";
    }
    if (value instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    if (value instanceof LocalDate date) {
      return date(date);
    }
    if (value instanceof LocalTime time) {
      return time(time, type.precision());
    }
    if (value instanceof LocalDateTime moment) {
      return date(moment.toLocalDate()) + " " + time(moment.toLocalTime(), type.precision());
    }
    if (value instanceof Period months) {
      return IntervalText.of(months);
    }
    if (value instanceof Duration duration) {
      return IntervalText.of(duration);
    }
    if (value instanceof Instant moment) {
      return ZonedText.of(moment.atZone(zone).toOffsetDateTime());
    }
    return value instanceof OffsetTime time ? ZonedText.of(time) : value.toString();
  }

  private static String date(LocalDate date) {
    return String.format(
        Locale.ROOT, "%04d-%02d-%02d", date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  /** The fraction has only the digits it needs. */
  private static String time(LocalTime time, int precision) {
    String seconds =
        String.format(
            Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
    long nanos = Temporals.truncated(time, precision).toNanoOfDay() % 1_000_000_000;
    return nanos == 0
        ? seconds
        : seconds + "." + String.format(Locale.ROOT, "%09d", nanos).replaceFirst("0+$", "");
  }
}
