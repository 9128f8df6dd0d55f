package org.lightningdb.jdbc.connection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Calendar;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class ResultSetTest {
  private final Connection connection =
      new LightningConnection(new NotebookLink(), "jdbc:lightning:mem:test");

  private ResultSet types() throws SQLException {
    ResultSet rows = connection.createStatement().executeQuery("TYPES");
    assertTrue(rows.next());
    return rows;
  }

  @Test
  void gettersConvert() throws SQLException {
    ResultSet row = types();
    assertTrue(row.getBoolean("B"));
    assertEquals(1, row.getInt("B"));
    assertEquals(-7, row.getShort(2));
    assertEquals(42, row.getLong("i"));
    assertEquals(1.5, row.getDouble("R"));
    assertEquals(1.5f, row.getFloat("R"));
    assertEquals(2.5e100, row.getDouble("D"));
    assertEquals(new BigDecimal("1234.50"), row.getBigDecimal("N"));
    assertEquals(1234, row.getInt("N"));
    assertEquals(BigInteger.valueOf(1234), row.getObject("N", BigInteger.class));
    assertEquals(17, row.getInt("V"));
    assertEquals(17.0, row.getDouble("V"));
    assertEquals("ab  ", row.getString("C"));
    assertEquals("01ab", row.getString("Y"));
    assertEquals("TRUE", row.getString("B"));
    assertArrayEquals(new byte[] {1, (byte) 0xAB}, row.getBytes("Y"));
    assertEquals(2, row.getBlob("Y").length());
    assertEquals("17", row.getClob("V").getSubString(1, 5));
    assertEquals("2024-02-29", row.getString("DA"));
    assertEquals("13:05:09.12", row.getString("TI"));
    assertEquals("2024-03-31 02:30:00.123456", row.getString("TS"));
  }

  @Test
  void numbersNeverLoseBits() throws SQLException {
    ResultSet row = types();
    assertThrows(SQLDataException.class, () -> row.getInt("L"));
    assertThrows(SQLDataException.class, () -> row.getByte("N"));
    assertThrows(SQLDataException.class, () -> row.getFloat("D"));
    assertThrows(SQLDataException.class, () -> row.getLong("D"));
    assertEquals("22018", assertThrows(SQLException.class, () -> row.getInt("C")).getSQLState());
    assertEquals("22018", assertThrows(SQLException.class, () -> row.getInt("DA")).getSQLState());
    assertEquals("22007", assertThrows(SQLException.class, () -> row.getDate("C")).getSQLState());
  }

  @Test
  void timesAreNotShifted() throws SQLException {
    ResultSet row = types();
    LocalDateTime inGap = LocalDateTime.of(2024, 3, 31, 2, 30, 0, 123_456_000);
    assertEquals(inGap, row.getObject("TS", LocalDateTime.class));
    assertEquals(LocalDate.of(2024, 2, 29), row.getObject("DA", LocalDate.class));
    assertEquals(LocalTime.of(13, 5, 9, 120_000_000), row.getObject("TI", LocalTime.class));
    assertEquals(Date.valueOf("2024-02-29"), row.getDate("DA"));
    assertEquals(Time.class, row.getObject("TI").getClass());
    assertEquals(120, row.getTime("TI").getTime() % 1000);
    Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
    Timestamp timestamp = row.getTimestamp("TS", utc);
    assertEquals("2024-03-31T02:30:00.123456Z", timestamp.toInstant().toString());
    assertThrows(SQLException.class, () -> row.getObject("TS", java.time.OffsetDateTime.class));
  }

  @Test
  void nullsAreNull() throws SQLException {
    ResultSet row = types();
    assertTrue(row.next());
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      assertNull(row.getObject(i));
      assertTrue(row.wasNull());
      assertNull(row.getString(i));
    }
    assertEquals(0, row.getLong("L"));
    assertTrue(row.wasNull());
    assertEquals(0.0, row.getDouble("D"));
    assertFalse(row.getBoolean("B"));
    assertNull(row.getObject("TS", LocalDateTime.class));
    assertNull(row.getBinaryStream("Y"));
    assertNull(row.getTimestamp("TS"));
  }

  @Test
  void objectsAreOfTheClassTheMetadataNames() throws Exception {
    ResultSet row = types();
    ResultSetMetaData metaData = row.getMetaData();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      Class<?> promised =
          metaData.getColumnType(i) == Types.VARBINARY
              ? byte[].class
              : Class.forName(metaData.getColumnClassName(i));
      assertInstanceOf(promised, row.getObject(i));
      assertInstanceOf(promised, row.getObject(i, Object.class));
    }
    assertEquals("DECIMAL", metaData.getColumnTypeName(7));
    assertEquals(10, metaData.getPrecision(7));
    assertEquals(2, metaData.getScale(7));
    assertEquals(12, metaData.getColumnDisplaySize(7));
    assertEquals(26, metaData.getPrecision(13));
    assertThrows(SQLException.class, () -> metaData.getScale(14));
  }

  @Test
  void forwardOnlyGoesForward() throws SQLException {
    ResultSet rows = connection.createStatement().executeQuery("TYPES");
    assertTrue(rows.isBeforeFirst());
    assertEquals("24000", assertThrows(SQLException.class, () -> rows.getInt(1)).getSQLState());
    assertTrue(rows.next());
    assertTrue(rows.isFirst());
    assertEquals(1, rows.getRow());
    assertThrows(SQLException.class, rows::previous);
    assertThrows(SQLException.class, () -> rows.absolute(1));
    assertThrows(SQLException.class, () -> rows.getInt(0));
    assertThrows(SQLException.class, () -> rows.getInt(14));
    assertEquals(
        "42703", assertThrows(SQLException.class, () -> rows.getInt("nope")).getSQLState());
    assertTrue(rows.next());
    assertFalse(rows.next());
    assertFalse(rows.next());
    assertTrue(rows.isAfterLast());
    assertEquals(0, rows.getRow());
    assertEquals("24000", assertThrows(SQLException.class, () -> rows.getInt(1)).getSQLState());
  }

  @Test
  void scrollableGoesAnywhere() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO NOTES ?")) {
      for (int i = 1; i <= 5; i++) {
        insert.setString(1, "n" + i);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    Statement statement =
        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
    ResultSet rows = statement.executeQuery("ALL");
    assertTrue(rows.isBeforeFirst());
    assertTrue(rows.last());
    assertTrue(rows.isLast());
    assertEquals(5, rows.getRow());
    assertEquals("n5", rows.getString("NAME"));
    assertTrue(rows.absolute(2));
    assertEquals(2, rows.getInt(1));
    assertTrue(rows.absolute(-1));
    assertEquals(5, rows.getInt(1));
    assertTrue(rows.relative(-2));
    assertEquals(3, rows.getInt(1));
    assertTrue(rows.previous());
    assertEquals(2, rows.getInt(1));
    assertFalse(rows.absolute(0));
    assertTrue(rows.isBeforeFirst());
    assertFalse(rows.absolute(6));
    assertTrue(rows.isAfterLast());
    assertFalse(rows.relative(Integer.MAX_VALUE));
    assertFalse(rows.relative(Integer.MIN_VALUE));
    assertTrue(rows.first());
    assertTrue(rows.isFirst());
    rows.afterLast();
    assertEquals(0, rows.getRow());
    rows.beforeFirst();
    assertTrue(rows.next());
    assertEquals(ResultSet.TYPE_SCROLL_INSENSITIVE, rows.getType());
  }

  @Test
  void columnsTellTheirOrigin() throws SQLException {
    ResultSetMetaData metaData = connection.prepareStatement("ALL").getMetaData();
    assertEquals("NUMBER", metaData.getColumnLabel(1));
    assertEquals("ID", metaData.getColumnName(1));
    assertEquals("NOTES", metaData.getTableName(1));
    assertEquals("PUBLIC", metaData.getSchemaName(1));
    assertEquals("", metaData.getCatalogName(1));
    assertTrue(metaData.isAutoIncrement(1));
    assertEquals(ResultSetMetaData.columnNoNulls, metaData.isNullable(1));
    assertNull(connection.prepareStatement("INSERT INTO NOTES ?").getMetaData());
  }
}
