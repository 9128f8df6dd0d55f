package org.lightningdb.index.type;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one order of SQL values: index keys, sorts, merges and predicates all agree with it. Works on
 * the Java values of {@link SqlType}; stateless and thread-safe.
 *
 * <p>NULL is above every value and equal to itself (SQL's unknown is the business of whoever
 * compares). -0.0 equals 0.0; NaN equals itself and is above every other number. Text is ordered by
 * code point, which is the order of its UTF-8 bytes; CHAR values are compared as if padded with
 * blanks to the same length. Binary strings and UUIDs are ordered as unsigned bytes; times with a
 * zone by the moment of the day they mean, then by zone, the eastern one first.
 */
public final class TypeComparator {
  private TypeComparator() {}

  /** Negative, zero or positive as {@code left} is below, equal to or above {@code right}. */
  public static int compare(SqlType type, @Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return left == right ? 0 : left == null ? 1 : -1;
    }
    return switch (type.kind()) {
      case BOOLEAN -> Boolean.compare((Boolean) left, (Boolean) right);
      case TINYINT, SMALLINT, INTEGER, BIGINT ->
          Long.compare(((Number) left).longValue(), ((Number) right).longValue());
      case REAL, DOUBLE ->
          compareDoubles(((Number) left).doubleValue(), ((Number) right).doubleValue());
      case DECIMAL -> ((BigDecimal) left).compareTo((BigDecimal) right);
      case CHAR -> compareBlankPadded((String) left, (String) right);
      case VARCHAR, JSON -> compareText((String) left, (String) right);
      case VARBINARY -> Arrays.compareUnsigned((byte[]) left, (byte[]) right);
      case DATE -> ((LocalDate) left).compareTo((LocalDate) right);
      case TIME -> ((LocalTime) left).compareTo((LocalTime) right);
      case TIMESTAMP -> ((LocalDateTime) left).compareTo((LocalDateTime) right);
      case TIMESTAMP_TZ -> ((Instant) left).compareTo((Instant) right);
      case TIME_TZ ->
          Long.compare(ZonedTimes.pack((OffsetTime) left), ZonedTimes.pack((OffsetTime) right));
      case INTERVAL_MONTH ->
          Long.compare(((Period) left).toTotalMonths(), ((Period) right).toTotalMonths());
      case INTERVAL_DAY -> ((Duration) left).compareTo((Duration) right);
      case UUID -> compareIds((UUID) left, (UUID) right);
    };
  }

  /** The order of UUIDs: that of their bytes, unlike {@link UUID#compareTo}. */
  private static int compareIds(UUID left, UUID right) {
    int first = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
    return first != 0
        ? first
        : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
  }

  /** The order of REAL and DOUBLE values. */
  public static int compareDoubles(double left, double right) {
    // Adding zero makes 0.0 of -0.0 and changes nothing else.
    return Double.compare(left + 0.0, right + 0.0);
  }

  /** The order of VARCHAR values: by code point. */
  public static int compareText(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        return compareUnits(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** The order of CHAR values: by code point, the shorter one padded with blanks. */
  public static int compareBlankPadded(String left, String right) {
    int length = Math.max(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = i < left.length() ? left.charAt(i) : ' ';
      char b = i < right.length() ? right.charAt(i) : ' ';
      if (a != b) {
        return compareUnits(a, b);
      }
    }
    return 0;
  }

  /** Compares UTF-16 units by code point: surrogates stand for characters above all others. */
  private static int compareUnits(char a, char b) {
    boolean highA = Character.isSurrogate(a);
    boolean highB = Character.isSurrogate(b);
    return highA == highB ? Character.compare(a, b) : highA ? 1 : -1;
  }
}
