package org.lightningdb.index.type;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/** Assignment to the character and binary string types. */
final class StringAssignment {
  private static final DateTimeFormatter TIMESTAMP_TEXT =
      new java.time.format.DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter(Locale.ROOT);

  private StringAssignment() {}

  static Object convert(Object value, SqlType target, @Nullable ZoneId zone) {
    if (target.kind() == TypeKind.VARBINARY) {
      return toBinary(value, target);
    }
    String text = fit(toText(value, target, zone), target);
    return target.kind() == TypeKind.CHAR ? VectorValues.pad(text, target.precision()) : text;
  }

  private static byte[] toBinary(Object value, SqlType target) {
    if (!(value instanceof byte[] bytes)) {
      throw ValueAssignment.mismatch(value, target);
    }
    if (bytes.length > target.precision()) {
      throw DbException.of(
          SqlState.STRING_RIGHT_TRUNCATION, bytes.length + " bytes are too long for " + target);
    }
    return bytes;
  }

  private static String toText(Object value, SqlType target, @Nullable ZoneId zone) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof Boolean flag) {
      return flag ? "TRUE" : "FALSE";
    }
    if (value instanceof LocalDateTime moment) {
      return TIMESTAMP_TEXT.format(moment);
    }
    if (value instanceof LocalTime time) {
      return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
    }
    if (value instanceof Period months) {
      return IntervalText.of(months);
    }
    if (value instanceof Duration duration) {
      return IntervalText.of(duration);
    }
    if (value instanceof Instant moment) {
      return ZonedText.of(moment.atZone(ZonedAssignment.required(zone)).toOffsetDateTime());
    }
    if (value instanceof OffsetDateTime moment) {
      return ZonedText.of(moment);
    }
    if (value instanceof OffsetTime time) {
      return ZonedText.of(time);
    }
    if (value instanceof java.sql.Timestamp moment) {
      return TIMESTAMP_TEXT.format(moment.toLocalDateTime());
    }
    if (value instanceof CharSequence
        || value instanceof Character
        || value instanceof Number
        || value instanceof LocalDate
        || value instanceof java.util.UUID
        || value instanceof java.util.Date) {
      return value.toString();
    }
    throw ValueAssignment.mismatch(value, target);
  }

  /** The text if it is well-formed and short enough, blanks at its end cut as needed. */
  private static String fit(String text, SqlType target) {
    int characters = 0;
    int end = text.length();
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        i = endOfPair(text, i, target);
      }
      characters++;
      if (characters == target.precision()) {
        end = i + 1;
      }
    }
    if (characters <= target.precision()) {
      return text;
    }
    for (int i = end; i < text.length(); i++) {
      if (text.charAt(i) != ' ') {
        throw DbException.of(
            SqlState.STRING_RIGHT_TRUNCATION,
            String.format(
                Locale.ROOT,
                "value %s with %d characters is too long for %s",
                ValueAssignment.quote(text),
                text.codePointCount(0, text.length()),
                target));
      }
    }
    return text.substring(0, end);
  }

  private static int endOfPair(String text, int start, SqlType target) {
    if (Character.isHighSurrogate(text.charAt(start))
        && start + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(start + 1))) {
      return start + 1;
    }
    throw DbException.of(
        SqlState.DATA_EXCEPTION,
        "the text for " + target + " is not valid Unicode at index " + start);
  }
}
