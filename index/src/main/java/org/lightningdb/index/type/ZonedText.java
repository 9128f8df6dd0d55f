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
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Times with a zone as texts, {@code 2026-07-01 12:30:00.5+02}, and back. A text names its zone by
 * an offset, a region or {@code Z}, or leaves it to the session. Stateless and thread-safe.
 */
public final class ZonedText {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendOffset("+HH:mm:ss", "+00")
          .toFormatter(Locale.ROOT);
  private static final DateTimeFormatter MOMENT =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4)
          .appendPattern("-MM-dd ")
          .append(TIME)
          .toFormatter(Locale.ROOT);

  private ZonedText() {}

  /** The moment as the clocks of its zone show it. */
  public static String of(OffsetDateTime value) {
    return MOMENT.format(value);
  }

  public static String of(OffsetTime value) {
    return TIME.format(value);
  }

  /**
   * The zone of that name: a region in any case, an offset in hours or as {@code +05:30}.
   *
   * @throws DateTimeException if there is none
   */
  public static ZoneId zone(String name) {
    String text = name.strip();
    if (text.matches("\\d.*")) {
      text = "+" + text;
    }
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      for (String known : ZoneId.getAvailableZoneIds()) {
        if (known.equalsIgnoreCase(text)) {
          return ZoneId.of(known);
        }
      }
      throw unknown;
    }
  }

  /** Whether a text says itself where it is meant. */
  static boolean namesZone(String text) {
    return zoneStart(text) < text.length();
  }

  static Instant parseMoment(String text, @Nullable ZoneId zoneDefault) {
    int zoneStart = zoneStart(text);
    LocalDateTime local = TemporalAssignment.parseTimestamp(text.substring(0, zoneStart).strip());
    return local.atZone(zone(text, zoneStart, zoneDefault)).toInstant();
  }

  static OffsetTime parseTime(String text, @Nullable ZoneId zoneDefault) {
    int zoneStart = zoneStart(text);
    String local = text.substring(0, zoneStart).strip();
    ZoneId zone = zone(text, zoneStart, zoneDefault);
    if (local.indexOf('-') > 0) {
      LocalDateTime moment = TemporalAssignment.parseTimestamp(local);
      return moment.atZone(zone).toOffsetDateTime().toOffsetTime();
    }
    return TemporalAssignment.parseTime(local).atOffset(offset(zone));
  }

  /** The offset of a zone that does not change; a region's depends on the day. */
  static ZoneOffset offset(ZoneId zone) {
    return zone.getRules().getOffset(LocalDate.EPOCH.atTime(LocalTime.MIDNIGHT));
  }

  private static ZoneId zone(String text, int start, @Nullable ZoneId zoneDefault) {
    if (start < text.length()) {
      return zone(text.substring(start));
    }
    return ZonedAssignment.required(zoneDefault);
  }

  /** Where the zone begins: behind the digits of date and time. */
  private static int zoneStart(String text) {
    int at = 0;
    if (text.indexOf('-', 1) >= 0 && text.indexOf('-', 1) < 6) {
      at = text.indexOf('-', text.indexOf('-', 1) + 1) + 1;
      at = digits(text, at);
      int separator = at;
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == 'T')) {
        at++;
      }
      if (at == text.length() || !Character.isDigit(text.charAt(at))) {
        return blanks(text, separator);
      }
    }
    while (at < text.length() && (digits(text, at) > at || ":.".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    return blanks(text, at);
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static int blanks(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }
}
