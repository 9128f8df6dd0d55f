package org.lightningdb.jdbc.result;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lightningdb.jdbc.link.LinkType;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.jdbc.value.LegacyTime;
import org.lightningdb.jdbc.value.MemoryBlob;
import org.lightningdb.jdbc.value.MemoryClob;
import org.lightningdb.jdbc.value.Reading;
import org.lightningdb.jdbc.value.TextForm;

/** {@code getObject}, without a class and with each class it can give. Values are never null. */
final class ObjectReading {
  private interface Conversion {
    Object convert(Object value) throws SQLException;
  }

  private static final Map<Class<?>, Conversion> CONVERSIONS = conversions();

  private ObjectReading() {}

  private static Map<Class<?>, Conversion> conversions() {
    Map<Class<?>, Conversion> by = new HashMap<>();
    by.put(String.class, TextForm::of);
    by.put(Boolean.class, Reading::asBoolean);
    by.put(Byte.class, v -> (byte) Reading.asLong(v, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte"));
    by.put(Short.class, v -> (short) Reading.asLong(v, Short.MIN_VALUE, Short.MAX_VALUE, "short"));
    by.put(
        Integer.class, v -> (int) Reading.asLong(v, Integer.MIN_VALUE, Integer.MAX_VALUE, "int"));
    by.put(Long.class, v -> Reading.asLong(v, Long.MIN_VALUE, Long.MAX_VALUE, "long"));
    by.put(Float.class, Reading::asFloat);
    by.put(Double.class, Reading::asDouble);
    by.put(BigDecimal.class, Reading::asDecimal);
    by.put(BigInteger.class, Reading::asBigInteger);
    by.put(byte[].class, Reading::asBytes);
    by.put(LocalDate.class, Reading::asDate);
    by.put(LocalTime.class, Reading::asTime);
    by.put(LocalDateTime.class, Reading::asTimestamp);
    by.put(OffsetDateTime.class, Reading::asMoment);
    by.put(ZonedDateTime.class, v -> Reading.asMoment(v).toZonedDateTime());
    by.put(Instant.class, v -> Reading.asMoment(v).toInstant());
    by.put(OffsetTime.class, Reading::asZonedTime);
    by.put(Date.class, v -> LegacyTime.toDate(Reading.asDate(v), null));
    by.put(Time.class, v -> LegacyTime.toTime(Reading.asTime(v), null));
    by.put(Timestamp.class, v -> LegacyTime.timestampOf(v, null));
    by.put(java.util.Date.class, v -> LegacyTime.timestampOf(v, null));
    by.put(UUID.class, v -> Reading.as(v, UUID.class));
    by.put(Period.class, v -> Reading.as(v, Period.class));
    by.put(Duration.class, v -> Reading.as(v, Duration.class));
    by.put(Blob.class, v -> new MemoryBlob(Reading.asBytes(v)));
    by.put(Clob.class, v -> new MemoryClob(TextForm.of(v)));
    by.put(NClob.class, v -> new MemoryClob(TextForm.of(v)));
    by.put(InputStream.class, v -> new MemoryBlob(Reading.asBytes(v)).getBinaryStream());
    by.put(Reader.class, v -> new MemoryClob(TextForm.of(v)).getCharacterStream());
    return Map.copyOf(by);
  }

  static Object asDefault(Object value, LinkType type) throws SQLException {
    Class<?> wanted = JdbcType.objectClass(type);
    return wanted.isInstance(value) ? value : as(value, wanted);
  }

  static <T> T as(Object value, LinkType source, Class<T> type) throws SQLException {
    return type == Object.class ? type.cast(asDefault(value, source)) : as(value, type);
  }

  private static <T> T as(Object value, Class<T> type) throws SQLException {
    Conversion conversion = CONVERSIONS.get(type);
    if (conversion == null) {
      throw SqlErrors.notSupported(
          "reading a value as "
              + type.getName()
              + " (possible: "
              + CONVERSIONS.keySet().stream()
                  .map(Class::getSimpleName)
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ")");
    }
    return type.cast(conversion.convert(value));
  }
}
