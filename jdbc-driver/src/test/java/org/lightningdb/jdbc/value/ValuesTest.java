package org.lightningdb.jdbc.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Locale;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lightningdb.jdbc.link.SqlErrors;

class ValuesTest {
  @Test
  void canonicalClasses() throws SQLException {
    assertEquals((short) 7, Writing.canonical((byte) 7));
    assertEquals(new BigDecimal("12"), Writing.canonical(BigInteger.valueOf(12)));
    assertEquals("x", Writing.canonical('x'));
    UUID id = new UUID(1, 2);
    assertEquals(id, Writing.canonical(id));
    assertEquals("text", Writing.canonical(new MemoryClob("text")));
    assertEquals("text", Writing.canonical(new StringReader("text")));
    assertArrayEquals(new byte[] {1}, (byte[]) Writing.canonical(new MemoryBlob(new byte[] {1})));
    assertEquals(LocalDate.of(2020, 1, 2), Writing.canonical(Date.valueOf("2020-01-02")));
    assertEquals(
        LocalDateTime.of(2020, 1, 2, 3, 4, 5, 600_000_000),
        Writing.canonical(Timestamp.valueOf("2020-01-02 03:04:05.6")));
    assertEquals(LocalTime.of(3, 4, 5), Writing.canonical(Time.valueOf("03:04:05")));
    assertEquals(Instant.EPOCH.atOffset(ZoneOffset.UTC), Writing.canonical(Instant.EPOCH));
    assertThrows(SQLFeatureNotSupportedException.class, () -> Writing.canonical(new Object()));
  }

  @Test
  void targetTypes() throws SQLException {
    assertEquals(12, Writing.toType("12", Types.INTEGER, -1));
    assertEquals(new BigDecimal("1.24"), Writing.toType(1.235, Types.DECIMAL, 2));
    assertEquals(new BigDecimal("1.235"), Writing.toType("1.235", Types.NUMERIC, -1));
    assertEquals(LocalDate.of(2020, 1, 2), Writing.toType("2020-01-02", Types.DATE, -1));
    assertEquals(
        LocalDateTime.of(2020, 1, 2, 3, 4),
        Writing.toType("2020-01-02 03:04", Types.TIMESTAMP, -1));
    assertEquals("TRUE", Writing.toType(true, Types.VARCHAR, -1));
    assertEquals(true, Writing.toType(1, Types.BOOLEAN, -1));
    assertEquals(null, Writing.toType(null, Types.BOOLEAN, -1));
    assertEquals(
        "22003",
        assertThrows(SQLException.class, () -> Writing.toType(300, Types.TINYINT, -1))
            .getSQLState());
    assertThrows(SQLFeatureNotSupportedException.class, () -> Writing.toType("x", Types.ARRAY, -1));
  }

  @Test
  void streamsAreReadToTheirLength() throws SQLException {
    InputStream stream = new ByteArrayInputStream(new byte[] {1, 2, 3});
    assertArrayEquals(new byte[] {1, 2}, Writing.bytes(stream, 2));
    assertEquals("ab", Writing.text(new StringReader("abc"), 2));
    assertThrows(SQLException.class, () -> Writing.text(new StringReader("abc"), 4));
    assertThrows(SQLException.class, () -> Writing.bytes(new ByteArrayInputStream(new byte[3]), 4));
  }

  @Test
  void legacyTimesKeepTheClockInEveryZone() {
    LocalTime time = LocalTime.of(23, 59, 59, 999_000_000);
    LocalDate date = LocalDate.of(1999, 12, 31);
    LocalDateTime timestamp = LocalDateTime.of(2024, 7, 1, 2, 30, 0, 123_456_789);
    for (String zone : new String[] {"UTC", "Asia/Kolkata", "America/St_Johns", "Pacific/Apia"}) {
      Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone(zone));
      assertEquals(time, LegacyTime.fromTime(LegacyTime.toTime(time, calendar), calendar));
      assertEquals(date, LegacyTime.fromDate(LegacyTime.toDate(date, calendar), calendar));
      assertEquals(
          timestamp,
          LegacyTime.fromTimestamp(LegacyTime.toTimestamp(timestamp, calendar), calendar));
    }
    assertEquals(time, LegacyTime.fromTime(LegacyTime.toTime(time, null), null));
  }

  @Test
  void largeObjects() throws Exception {
    MemoryBlob blob = new MemoryBlob(new byte[] {1, 2, 3, 4});
    assertArrayEquals(new byte[] {2, 3}, blob.getBytes(2, 2));
    assertEquals(3, blob.position(new byte[] {3, 4}, 1));
    assertEquals(-1, blob.position(new byte[] {4, 3}, 1));
    blob.setBytes(4, new byte[] {9, 9});
    assertEquals(5, blob.length());
    try (OutputStream stream = blob.setBinaryStream(2)) {
      stream.write(7);
    }
    assertArrayEquals(new byte[] {1, 7, 3, 9, 9}, blob.getBytes(1, 100));
    blob.truncate(1);
    assertEquals(1, blob.length());
    assertThrows(SQLException.class, () -> blob.getBytes(0, 1));
    assertThrows(SQLException.class, () -> blob.getBytes(3, 1));
    blob.free();
    assertThrows(SQLException.class, blob::length);

    MemoryClob clob = new MemoryClob("hello");
    assertEquals("ell", clob.getSubString(2, 3));
    assertEquals(3, clob.position("l", 1));
    clob.setString(1, "J");
    try (Writer writer = clob.setCharacterStream(5)) {
      writer.write("y!");
    }
    assertEquals("Jelly!", clob.getSubString(1, 100));
    assertEquals(
        "Jelly!", new String(clob.getAsciiStream().readAllBytes(), StandardCharsets.US_ASCII));
  }

  @Test
  void errorsHaveTheClassOfTheirState() {
    assertInstanceOf(SQLIntegrityConstraintViolationException.class, SqlErrors.of("23505", "x"));
    assertInstanceOf(SQLTransactionRollbackException.class, SqlErrors.of("40001", "x"));
    assertInstanceOf(SQLFeatureNotSupportedException.class, SqlErrors.of("0A000", "x"));
    assertEquals(SqlErrors.vendorCode("40P01"), SqlErrors.of("40P01", "x").getErrorCode());
    assertEquals(
        "40P01", Integer.toString(SqlErrors.vendorCode("40P01"), 36).toUpperCase(Locale.ROOT));
  }
}
