package org.lightningdb.jdbc.value;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Values as text, as CAST to VARCHAR writes them, but without trailing zeros in fractions of a
 * second.
 */
public final class TextForm {
  private TextForm() {}

  /** The text of a value of one of the classes of {@link org.lightningdb.jdbc.link.LinkType}. */
  public static String of(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Boolean truth) {
      return truth ? "TRUE" : "FALSE";
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof LocalTime time) {
      return ofTime(time);
    }
    if (value instanceof LocalDateTime timestamp) {
      return timestamp.toLocalDate() + " " + ofTime(timestamp.toLocalTime());
    }
    if (value instanceof Period months) {
      long size = Math.abs(months.toTotalMonths());
      return (months.toTotalMonths() < 0 ? "-" : "") + size / 12 + "-" + size % 12;
    }
    if (value instanceof Duration duration) {
      Duration size = duration.abs();
      LocalTime time = LocalTime.MIDNIGHT.plus(size.minusDays(size.toDays()));
      return (duration.isNegative() ? "-" : "") + size.toDays() + " " + ofTime(time);
    }
    if (value instanceof OffsetDateTime moment) {
      return moment.toLocalDate() + " " + ofZoned(moment.toOffsetTime());
    }
    return value instanceof OffsetTime time ? ofZoned(time) : value.toString();
  }

  private static String ofZoned(OffsetTime time) {
    String offset = time.getOffset().getTotalSeconds() == 0 ? "+00" : time.getOffset().getId();
    String shown = offset.endsWith(":00") ? offset.substring(0, offset.length() - 3) : offset;
    return ofTime(time.toLocalTime()) + shown;
  }

  private static String ofTime(LocalTime time) {
    String seconds =
        String.format(
            Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
    if (time.getNano() == 0) {
      return seconds;
    }
    String fraction = String.format(Locale.ROOT, "%09d", time.getNano());
    int end = fraction.length();
    while (fraction.charAt(end - 1) == '0') {
      end--;
    }
    return seconds + "." + fraction.substring(0, end);
  }
}
