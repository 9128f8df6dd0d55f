package org.lightningdb.sql.exec.function;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/**
 * A format of TO_CHAR, TO_DATE and TO_TIMESTAMP in PostgreSQL's language: patterns, {@code FM}
 * before those that are not to be padded, texts in double quotes; what is no letter stands for
 * itself. Letters that are no pattern we know are refused. Thread-safe.
 */
final class DateFormat {
  /** The patterns, longer ones before those they begin with. */
  private static final List<String> PATTERNS =
      List.of(
          "YYYY", "IYYY", "SSSS", "MONTH", "HH24", "HH12", "DDD", "DAY", "MON", "FF1", "FF2", "FF3",
          "FF4", "FF5", "FF6", "YY", "MM", "DD", "DY", "HH", "MI", "SS", "MS", "US", "AM", "PM",
          "IW", "WW", "CC", "D", "Q");

  private static final int NAME_WIDTH = 9;
  private static final int CENTURY_TURN = 70;

  /**
   * A part of the format.
   *
   * @param pattern in capitals; null for text that stands for itself
   * @param written as it stands in the format
   */
  private record Part(@Nullable String pattern, String written, boolean padded) {}

  private final List<Part> parts = new ArrayList<>();

  DateFormat(String format) {
    int at = 0;
    boolean padded = true;
    while (at < format.length()) {
      char c = format.charAt(at);
      if (c == '"') {
        int end = format.indexOf('"', at + 1);
        end = end < 0 ? format.length() : end;
        parts.add(new Part(null, format.substring(at + 1, end), true));
        at = end + 1;
      } else if (!Character.isLetter(c)) {
        parts.add(new Part(null, String.valueOf(c), true));
        at++;
      } else if (format.regionMatches(true, at, "FM", 0, 2)) {
        padded = false;
        at += 2;
      } else {
        String pattern = pattern(format, at);
        parts.add(new Part(pattern, format.substring(at, at + pattern.length()), padded));
        padded = true;
        at += pattern.length();
      }
    }
  }

  private static String pattern(String format, int at) {
    for (String pattern : PATTERNS) {
      if (format.regionMatches(true, at, pattern, 0, pattern.length())) {
        return pattern;
      }
    }
    throw DbException.of(
        SqlState.INVALID_PARAMETER_VALUE,
        "the date format '"
            + format
            + "' has an unknown pattern at '"
            + format.substring(at)
            + "'");
  }

  /** TO_CHAR. */
  String format(LocalDateTime value) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(part.pattern() == null ? part.written() : format(part, part.pattern(), value));
    }
    return text.toString();
  }

  private static String format(Part part, String pattern, LocalDateTime value) {
    int hour = value.getHour();
    return switch (pattern) {
      case "YYYY" -> number(part, value.getYear(), 4);
      case "IYYY" -> number(part, value.get(IsoFields.WEEK_BASED_YEAR), 4);
      case "YY" -> number(part, value.getYear() % 100, 2);
      case "MM" -> number(part, value.getMonthValue(), 2);
      case "DD" -> number(part, value.getDayOfMonth(), 2);
      case "DDD" -> number(part, value.getDayOfYear(), 3);
      case "HH24" -> number(part, hour, 2);
      case "HH", "HH12" -> number(part, hour % 12 == 0 ? 12 : hour % 12, 2);
      case "MI" -> number(part, value.getMinute(), 2);
      case "SS" -> number(part, value.getSecond(), 2);
      case "SSSS" -> number(part, value.get(ChronoField.SECOND_OF_DAY), 1);
      case "MS" -> number(part, value.get(ChronoField.MILLI_OF_SECOND), 3);
      case "US" -> number(part, value.get(ChronoField.MICRO_OF_SECOND), 6);
      case "FF1", "FF2", "FF3", "FF4", "FF5", "FF6" ->
          digits(value.get(ChronoField.MICRO_OF_SECOND), 6).substring(0, pattern.charAt(2) - '0');
      case "AM", "PM" -> cased(hour < 12 ? "AM" : "PM", part.written());
      case "IW" -> number(part, value.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2);
      case "WW" -> number(part, (value.getDayOfYear() - 1) / 7 + 1, 2);
      case "CC" -> number(part, (value.getYear() + 99) / 100, 2);
      case "D" -> number(part, value.getDayOfWeek().getValue() % 7 + 1, 1);
      case "Q" -> number(part, value.get(IsoFields.QUARTER_OF_YEAR), 1);
      case "MON" -> cased(month(value.getMonthValue(), TextStyle.SHORT), part.written());
      case "MONTH" -> name(part, month(value.getMonthValue(), TextStyle.FULL));
      case "DY" ->
          cased(
              value.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH), part.written());
      default -> name(part, value.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
    };
  }

  private static String month(int number, TextStyle style) {
    return java.time.Month.of(number).getDisplayName(style, Locale.ENGLISH);
  }

  private static String number(Part part, int value, int width) {
    return part.padded() ? digits(value, width) : Integer.toString(value);
  }

  private static String digits(int value, int width) {
    String text = Integer.toString(value);
    return "0".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String name(Part part, String name) {
    String cased = cased(name, part.written());
    return part.padded() ? cased + " ".repeat(NAME_WIDTH - cased.length()) : cased;
  }

  /** In capitals, small letters, or with a capital first, as the pattern was written. */
  private static String cased(String name, String written) {
    if (Character.isLowerCase(written.charAt(0))) {
      return name.toLowerCase(Locale.ROOT);
    }
    return Character.isLowerCase(written.charAt(1))
        ? name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT)
        : name.toUpperCase(Locale.ROOT);
  }

  /** TO_DATE and TO_TIMESTAMP. */
  LocalDateTime parse(String text) {
    return new Reading(text).read();
  }

  /** One text that is read. */
  private final class Reading {
    private final String text;
    private int at;
    private int year = -1;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private @Nullable Boolean afternoon;
    private boolean twelve;
    private int minute;
    private int second;
    private int micros;

    Reading(String text) {
      this.text = text;
    }

    LocalDateTime read() {
      for (Part part : parts) {
        if (part.pattern() == null) {
          part.written().chars().forEach(this::separator);
        } else {
          blanks();
          field(part.pattern());
        }
      }
      blanks();
      if (at < text.length() || year < 0) {
        throw mismatch();
      }
      try {
        LocalDate date =
            dayOfYear > 0 ? LocalDate.ofYearDay(year, dayOfYear) : LocalDate.of(year, month, day);
        if (year < 1 || year > 9999) {
          throw new DateTimeException("year " + year);
        }
        return date.atTime(LocalTime.of(hourOfDay(), minute, second, micros * 1000));
      } catch (DateTimeException e) {
        throw DbException.of(
            SqlState.DATETIME_OVERFLOW, "there is no such date or time: '" + text + "'", e);
      }
    }

    private int hourOfDay() {
      if (!twelve) {
        return hour;
      }
      if (hour < 1 || hour > 12) {
        throw new DateTimeException("hour " + hour);
      }
      return hour % 12 + (Boolean.TRUE.equals(afternoon) ? 12 : 0);
    }

    private void blanks() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }

    private void separator(int expected) {
      if (expected == ' ') {
        blanks();
        return;
      }
      boolean fits =
          at < text.length()
              && (Character.isLetterOrDigit(expected)
                  ? text.charAt(at) == expected
                  : !Character.isLetterOrDigit(text.charAt(at)));
      if (!fits) {
        throw mismatch();
      }
      at++;
    }

    private void field(String pattern) {
      switch (pattern) {
        case "YYYY" -> year = number(4);
        case "YY" -> {
          int number = number(2);
          year = number + (number < CENTURY_TURN ? 2000 : 1900);
        }
        case "MM" -> month = number(2);
        case "MON" -> month = monthName(TextStyle.SHORT);
        case "MONTH" -> month = monthName(TextStyle.FULL);
        case "DD" -> day = number(2);
        case "DDD" -> dayOfYear = number(3);
        case "HH24" -> hour = number(2);
        case "HH", "HH12" -> {
          hour = number(2);
          twelve = true;
        }
        case "MI" -> minute = number(2);
        case "SS" -> second = number(2);
        case "MS" -> micros = fraction(3);
        case "US" -> micros = fraction(6);
        case "FF1", "FF2", "FF3", "FF4", "FF5", "FF6" -> micros = fraction(pattern.charAt(2) - '0');
        case "AM", "PM" -> afternoon = half();
        default -> throw DbException.notSupported("the date format " + pattern + " for input");
      }
    }

    private String word(int lengthMax, boolean letters) {
      int end = at;
      while (end < text.length()
          && end - at < lengthMax
          && (letters ? Character.isLetter(text.charAt(end)) : isDigit(text.charAt(end)))) {
        end++;
      }
      if (end == at) {
        throw mismatch();
      }
      String word = text.substring(at, end);
      at = end;
      return word;
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }

    private int number(int digitsMax) {
      return Integer.parseInt(word(digitsMax, false));
    }

    private int fraction(int digitsMax) {
      String digits = word(digitsMax, false);
      return Integer.parseInt(digits + "0".repeat(6 - digits.length()));
    }

    private int monthName(TextStyle style) {
      String word = word(style == TextStyle.SHORT ? 3 : NAME_WIDTH, true);
      for (int number = 1; number <= 12; number++) {
        if (month(number, style).equalsIgnoreCase(word)) {
          return number;
        }
      }
      throw mismatch();
    }

    private boolean half() {
      String word = word(2, true).toUpperCase(Locale.ROOT);
      if (!word.equals("AM") && !word.equals("PM")) {
        throw mismatch();
      }
      return word.equals("PM");
    }

    private DbException mismatch() {
      return DbException.of(
          SqlState.INVALID_DATETIME_FORMAT, "the text '" + text + "' does not fit the date format");
    }
  }
}
