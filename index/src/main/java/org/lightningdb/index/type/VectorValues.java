package org.lightningdb.index.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.ObjectVector;

/** Java values of {@link SqlType} to and from their vector form. Stateless and thread-safe. */
public final class VectorValues {
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int UUID_BYTES = 16;
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private VectorValues() {}

  /** The value at {@code row}, null for NULL; owned by the caller. */
  public static @Nullable Object get(ColumnVector vector, int row, SqlType type) {
    if (vector.isNull(row)) {
      return null;
    }
    return switch (type.columnKind()) {
      case LONG -> fromLong(((LongVector) vector).get(row), type);
      case DOUBLE -> fromDouble(((DoubleVector) vector).get(row), type);
      case BYTES -> fromBytes((BytesVector) vector, row, type);
      case OBJECT -> ((ObjectVector) vector).get(row);
    };
  }

  /**
   * Sets the value at {@code row}.
   *
   * @param value exactly of the type's Java class and within its limits ({@link ValueAssignment}
   *     sees to that), or null
   */
  public static void set(ColumnVector vector, int row, SqlType type, @Nullable Object value) {
    if (value == null) {
      vector.setNull(row);
      return;
    }
    switch (type.columnKind()) {
      case LONG -> ((LongVector) vector).set(row, toLong(value, type));
      case DOUBLE -> ((DoubleVector) vector).set(row, ((Number) value).doubleValue());
      case BYTES -> ((BytesVector) vector).set(row, toBytes(value, type));
      case OBJECT -> ((ObjectVector) vector).set(row, atScale((BigDecimal) value, type));
    }
  }

  /** The vector form of a value whose type is kept in a LONG vector. */
  public static long toLong(Object value, SqlType type) {
    return switch (type.kind()) {
      case BOOLEAN -> (Boolean) value ? 1 : 0;
      case TINYINT, SMALLINT, INTEGER, BIGINT -> ((Number) value).longValue();
      case DECIMAL -> unscaledLong(atScale((BigDecimal) value, type));
      case DATE -> ((LocalDate) value).toEpochDay();
      case TIME -> ((LocalTime) value).toNanoOfDay() / NANOS_PER_MICRO;
      case TIMESTAMP -> toMicros((LocalDateTime) value);
      case TIME_TZ -> ZonedTimes.pack((OffsetTime) value);
      case TIMESTAMP_TZ -> toMicros((Instant) value);
      case INTERVAL_MONTH -> ((Period) value).toTotalMonths();
      case INTERVAL_DAY -> toMicros((Duration) value);
      case REAL, DOUBLE, CHAR, VARCHAR, VARBINARY, UUID, JSON -> throw notLong(type);
    };
  }

  /** The Java value of a LONG vector's element. */
  public static Object fromLong(long value, SqlType type) {
    return switch (type.kind()) {
      case BOOLEAN -> value != 0;
      case TINYINT -> (byte) value;
      case SMALLINT -> (short) value;
      case INTEGER -> (int) value;
      case BIGINT -> value;
      case DECIMAL -> BigDecimal.valueOf(value, type.scale());
      case DATE -> LocalDate.ofEpochDay(value);
      case TIME -> LocalTime.ofNanoOfDay(value * NANOS_PER_MICRO);
      case TIMESTAMP -> fromMicros(value);
      case TIME_TZ -> ZonedTimes.unpack(value);
      case TIMESTAMP_TZ -> instant(value);
      case INTERVAL_MONTH -> IntervalText.months(value);
      case INTERVAL_DAY -> Duration.of(value, ChronoUnit.MICROS);
      case REAL, DOUBLE, CHAR, VARCHAR, VARBINARY, UUID, JSON -> throw notLong(type);
    };
  }

  /**
   * The vector form of a CHAR, VARCHAR, VARBINARY or UUID value. CHAR is padded to its length;
   * blanks beyond it are cut, other characters are kept, so that comparing the bytes stays right.
   */
  public static byte[] toBytes(Object value, SqlType type) {
    return switch (type.kind()) {
      case CHAR -> toCharacter((String) value, type.precision()).getBytes(StandardCharsets.UTF_8);
      case VARCHAR, JSON -> ((String) value).getBytes(StandardCharsets.UTF_8);
      case VARBINARY -> (byte[]) value;
      case UUID -> toBytes((UUID) value);
      default -> throw new IllegalArgumentException(type + " is not kept as bytes");
    };
  }

  /** Microseconds since 1970-01-01T00:00. */
  public static long toMicros(LocalDateTime value) {
    return Math.addExact(
        Math.multiplyExact(value.toLocalDate().toEpochDay(), MICROS_PER_DAY),
        value.toLocalTime().toNanoOfDay() / NANOS_PER_MICRO);
  }

  /** Microseconds since 1970-01-01T00:00Z. */
  public static long toMicros(Instant value) {
    return Math.addExact(
        Math.multiplyExact(value.getEpochSecond(), MICROS_PER_SECOND),
        value.getNano() / NANOS_PER_MICRO);
  }

  /** The moment {@code micros} microseconds after 1970-01-01T00:00Z. */
  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS_PER_SECOND),
        Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
  }

  private static long toMicros(Duration value) {
    return Math.addExact(
        Math.multiplyExact(value.getSeconds(), MICROS_PER_SECOND),
        value.getNano() / NANOS_PER_MICRO);
  }

  private static byte[] toBytes(UUID value) {
    return ByteBuffer.allocate(UUID_BYTES)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits())
        .array();
  }

  /** The moment {@code micros} microseconds after 1970-01-01T00:00. */
  public static LocalDateTime fromMicros(long micros) {
    return LocalDateTime.of(
        LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_PER_DAY)),
        LocalTime.ofNanoOfDay(Math.floorMod(micros, MICROS_PER_DAY) * NANOS_PER_MICRO));
  }

  private static String toCharacter(String text, int length) {
    String padded = pad(text, length);
    int end = padded.length();
    while (end > length && padded.charAt(end - 1) == ' ') {
      end--;
    }
    return end == padded.length() ? padded : pad(padded.substring(0, end), length);
  }

  /** {@code text} with blanks added up to {@code length} characters (code points). */
  public static String pad(String text, int length) {
    if (text.length() >= 2L * length) {
      return text;
    }
    int missing = length - text.codePointCount(0, text.length());
    return missing <= 0 ? text : text + " ".repeat(missing);
  }

  private static Object fromDouble(double value, SqlType type) {
    if (type.kind() == TypeKind.REAL) {
      return (float) value;
    }
    return value;
  }

  private static Object fromBytes(BytesVector vector, int row, SqlType type) {
    return switch (type.kind()) {
      case VARBINARY -> vector.toByteArray(row);
      case UUID -> {
        ByteBuffer bytes = ByteBuffer.wrap(vector.toByteArray(row));
        yield new UUID(bytes.getLong(), bytes.getLong());
      }
      default -> vector.toText(row);
    };
  }

  private static BigDecimal atScale(BigDecimal value, SqlType type) {
    return value.scale() == type.scale() ? value : value.setScale(type.scale());
  }

  private static long unscaledLong(BigDecimal value) {
    BigInteger unscaled = value.unscaledValue();
    return unscaled.longValueExact();
  }

  private static IllegalArgumentException notLong(SqlType type) {
    return new IllegalArgumentException(type + " is not kept as a long");
  }
}
