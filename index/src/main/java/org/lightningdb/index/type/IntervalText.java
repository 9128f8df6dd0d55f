package org.lightningdb.index.type;

import java.time.Duration;
import java.time.Period;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Intervals as texts: {@code 1-2} for a year and two months, {@code 3 04:05:06.5} for three days
 * and some hours; negative ones begin with a minus that holds for all of it. Texts of ISO 8601 are
 * read, too. Stateless and thread-safe.
 */
public final class IntervalText {
  private static final int MONTHS_PER_YEAR = 12;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final int SECONDS_PER_HOUR = 3_600;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int NANO_DIGITS = 9;
  private static final Pattern MONTHS = Pattern.compile("([+-]?)(\\d+)(?:-(\\d{1,2}))?");
  private static final Pattern SECONDS =
      Pattern.compile(
          "([+-]?)(?:(\\d+)(?: +|$))?(?:(\\d+):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?)?)?");

  private IntervalText() {}

  public static String of(Period value) {
    long months = Math.abs(value.toTotalMonths());
    return (value.toTotalMonths() < 0 ? "-" : "")
        + months / MONTHS_PER_YEAR
        + "-"
        + months % MONTHS_PER_YEAR;
  }

  public static String of(Duration value) {
    Duration size = value.abs();
    long seconds = size.getSeconds();
    String text =
        String.format(
            Locale.ROOT,
            "%s%d %02d:%02d:%02d",
            value.isNegative() ? "-" : "",
            seconds / SECONDS_PER_DAY,
            seconds % SECONDS_PER_DAY / SECONDS_PER_HOUR,
            seconds % SECONDS_PER_HOUR / SECONDS_PER_MINUTE,
            seconds % SECONDS_PER_MINUTE);
    return size.getNano() == 0
        ? text
        : text + "." + String.format(Locale.ROOT, "%09d", size.getNano()).replaceFirst("0+$", "");
  }

  /** That many months as years and months. */
  static Period months(long months) {
    return Period.of(
        Math.toIntExact(months / MONTHS_PER_YEAR), (int) (months % MONTHS_PER_YEAR), 0);
  }

  /** Null if the text is none; {@code 5} is a number of years. */
  static @Nullable Period parseMonths(String text) {
    Matcher parts = MONTHS.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    long months =
        Long.parseLong(parts.group(2)) * MONTHS_PER_YEAR
            + (parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3)));
    return months(parts.group(1).equals("-") ? -months : months);
  }

  /** Null if the text is none; {@code 5} is a number of days. */
  static @Nullable Duration parseDuration(String text) {
    Matcher parts = SECONDS.matcher(text);
    if (!parts.matches() || (parts.group(2) == null && parts.group(3) == null)) {
      return null;
    }
    Duration size =
        Duration.ofDays(number(parts.group(2)))
            .plusHours(number(parts.group(3)))
            .plusMinutes(number(parts.group(4)))
            .plusSeconds(number(parts.group(5)))
            .plusNanos(nanos(parts.group(6)));
    return parts.group(1).equals("-") ? size.negated() : size;
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static long nanos(@Nullable String fraction) {
    return fraction == null
        ? 0
        : Long.parseLong(fraction + "0".repeat(NANO_DIGITS - fraction.length()));
  }
}
