package org.lightningdb.jdbc.value;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.SqlErrors;

/**
 * Turns what callers hand to a parameter into one of the classes of {@link
 * org.lightningdb.jdbc.link.LinkType}.
 */
public final class Writing {
  private Writing() {}

  /** The same value in a class that crosses a link. */
  public static @Nullable Object canonical(@Nullable Object value) throws SQLException {
    if (value == null
        || value instanceof String
        || value instanceof Long
        || value instanceof Integer
        || value instanceof BigDecimal
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof Short
        || value instanceof Float
        || value instanceof LocalDate
        || value instanceof LocalTime
        || value instanceof LocalDateTime
        || value instanceof OffsetDateTime
        || value instanceof OffsetTime
        || value instanceof UUID
        || value instanceof Period
        || value instanceof Duration) {
      return value;
    }
    if (value instanceof byte[] bytes) {
      return bytes.clone();
    }
    Object temporal = ofTime(value);
    return temporal != null ? temporal : ofOther(value);
  }

  private static @Nullable Object ofTime(Object value) throws SQLException {
    if (value instanceof Timestamp timestamp) {
      return LegacyTime.fromTimestamp(timestamp, null);
    }
    if (value instanceof Date date) {
      return LegacyTime.fromDate(date, null);
    }
    if (value instanceof Time time) {
      return LegacyTime.fromTime(time, null);
    }
    if (value.getClass() == java.util.Date.class) {
      return LegacyTime.ofUtilDate(value);
    }
    if (value instanceof ZonedDateTime moment) {
      return moment.toOffsetDateTime();
    }
    if (value instanceof Instant moment) {
      return moment.atOffset(ZoneOffset.UTC);
    }
    return null;
  }

  private static Object ofOther(Object value) throws SQLException {
    if (value instanceof Byte number) {
      return number.shortValue();
    }
    if (value instanceof BigInteger number) {
      return new BigDecimal(number);
    }
    if (value instanceof Character || value instanceof CharSequence) {
      return value.toString();
    }
    if (value instanceof Clob clob) {
      return text(clob.getCharacterStream(), -1);
    }
    if (value instanceof Blob blob) {
      return bytes(blob.getBinaryStream(), -1);
    }
    if (value instanceof InputStream stream) {
      return bytes(stream, -1);
    }
    if (value instanceof Reader reader) {
      return text(reader, -1);
    }
    throw SqlErrors.notSupported("a parameter of class " + value.getClass().getName());
  }

  /**
   * The value converted to a type.
   *
   * @param typeCode one of {@link Types}
   * @param scale digits after the point of a DECIMAL; negative = leave as they are
   */
  public static @Nullable Object toType(@Nullable Object value, int typeCode, int scale)
      throws SQLException {
    Object plain = canonical(value);
    if (plain == null) {
      return null;
    }
    return switch (typeCode) {
      case Types.BOOLEAN, Types.BIT -> Reading.asBoolean(plain);
      case Types.TINYINT ->
          (short) Reading.asLong(plain, Byte.MIN_VALUE, Byte.MAX_VALUE, "TINYINT");
      case Types.SMALLINT ->
          (short) Reading.asLong(plain, Short.MIN_VALUE, Short.MAX_VALUE, "SMALLINT");
      case Types.INTEGER ->
          (int) Reading.asLong(plain, Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER");
      case Types.BIGINT -> Reading.asLong(plain, Long.MIN_VALUE, Long.MAX_VALUE, "BIGINT");
      case Types.REAL -> Reading.asFloat(plain);
      case Types.FLOAT, Types.DOUBLE -> Reading.asDouble(plain);
      case Types.DECIMAL, Types.NUMERIC -> scaled(Reading.asDecimal(plain), scale);
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB ->
          TextForm.of(plain);
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Reading.asBytes(plain);
      case Types.DATE -> Reading.asDate(plain);
      case Types.TIME -> Reading.asTime(plain);
      case Types.TIMESTAMP -> Reading.asTimestamp(plain);
      case Types.TIME_WITH_TIMEZONE -> Reading.asZonedTime(plain);
      case Types.TIMESTAMP_WITH_TIMEZONE -> Reading.asMoment(plain);
      case Types.OTHER, Types.JAVA_OBJECT, Types.NULL -> plain;
      default -> throw SqlErrors.notSupported("the type with code " + typeCode);
    };
  }

  private static BigDecimal scaled(BigDecimal value, int scale) {
    return scale < 0 ? value : value.setScale(scale, RoundingMode.HALF_UP);
  }

  /**
   * Reads a stream; does not close it.
   *
   * @param length how many bytes it must hold at least and how many are read; -1 = all there are
   */
  public static byte[] bytes(InputStream stream, long length) throws SQLException {
    try {
      byte[] bytes = length < 0 ? stream.readAllBytes() : stream.readNBytes(checkedLength(length));
      if (length >= 0 && bytes.length < length) {
        throw tooShort(bytes.length, length);
      }
      return bytes;
    } catch (IOException e) {
      throw SqlErrors.of("22000", "reading the stream of a parameter failed: " + e.getMessage(), e);
    }
  }

  /** Reads characters; as {@link #bytes(InputStream, long)}. */
  public static String text(Reader reader, long length) throws SQLException {
    int wanted = length < 0 ? Integer.MAX_VALUE : checkedLength(length);
    StringBuilder text = new StringBuilder();
    char[] chunk = new char[Math.min(wanted, 8192)];
    try {
      while (text.length() < wanted) {
        int count = reader.read(chunk, 0, Math.min(chunk.length, wanted - text.length()));
        if (count < 0) {
          break;
        }
        text.append(chunk, 0, count);
      }
    } catch (IOException e) {
      throw SqlErrors.of("22000", "reading the stream of a parameter failed: " + e.getMessage(), e);
    }
    if (length >= 0 && text.length() < length) {
      throw tooShort(text.length(), length);
    }
    return text.toString();
  }

  /** Reads a stream of ASCII characters. */
  public static String asciiText(InputStream stream, long length) throws SQLException {
    return new String(bytes(stream, length), StandardCharsets.US_ASCII);
  }

  private static int checkedLength(long length) throws SQLException {
    if (length > Integer.MAX_VALUE - 8) {
      throw SqlErrors.of("54000", "a value of " + length + " is longer than a value can be");
    }
    return (int) length;
  }

  private static SQLException tooShort(long found, long length) {
    return SqlErrors.of(
        SqlErrors.INVALID_ARGUMENT, "the stream holds " + found + ", not " + length);
  }
}
