package org.lightningdb.sqltests.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(JdbcContract.Where.class)
class TypeContractTest extends JdbcContract {
  private static final List<String> TYPES =
      List.of(
          "BOOLEAN",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "REAL",
          "DOUBLE PRECISION",
          "DECIMAL(10, 3)",
          "DECIMAL(38, 4)",
          "CHAR(5)",
          "VARCHAR(100)",
          "TEXT",
          "VARBINARY(100)",
          "DATE",
          "TIME",
          "TIMESTAMP");

  TypeContractTest(Where where) {
    super(where);
  }

  @BeforeEach
  void createTable() throws SQLException {
    StringBuilder sql = new StringBuilder("CREATE TABLE T (ID INTEGER PRIMARY KEY");
    for (int i = 0; i < TYPES.size(); i++) {
      sql.append(", C").append(i).append(' ').append(TYPES.get(i));
    }
    run(sql.append(')').toString());
  }

  private static final Object[] LOW = {
    false,
    Short.MIN_VALUE,
    Integer.MIN_VALUE,
    Long.MIN_VALUE,
    -Float.MAX_VALUE,
    Double.MIN_VALUE,
    new BigDecimal("-9999999.999"),
    new BigDecimal("-9999999999999999999999999999999999.9999"),
    "     ",
    "",
    "",
    new byte[0],
    LocalDate.of(1, 1, 1),
    LocalTime.MIDNIGHT,
    LocalDateTime.of(1, 1, 1, 0, 0)
  };

  private static final Object[] HIGH = {
    true,
    Short.MAX_VALUE,
    Integer.MAX_VALUE,
    Long.MAX_VALUE,
    Float.MAX_VALUE,
    Double.MAX_VALUE,
    new BigDecimal("9999999.999"),
    new BigDecimal("9999999999999999999999999999999999.9999"),
    "ab\u00e9\ud83d\ude00z",
    "\u4e2d\u6587 '\"\\ \ud83d\ude00",
    "x".repeat(70_000),
    new byte[] {0, -1, 127, -128},
    LocalDate.of(9999, 12, 31),
    LocalTime.of(23, 59, 59, 999_999_000),
    LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000)
  };

  private void insert(int id, Object[] values) throws SQLException {
    String marks = "?" + ", ?".repeat(values.length);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO T VALUES (" + marks + ")")) {
      insert.setInt(1, id);
      for (int i = 0; i < values.length; i++) {
        insert.setObject(i + 2, values[i]);
      }
      assertEquals(1, insert.executeUpdate());
    }
  }

  @Test
  void timesHaveMicroseconds() throws SQLException {
    Timestamp moment = Timestamp.valueOf("2024-02-29 12:34:56.123456");
    run("CREATE TABLE FINE (ID INTEGER PRIMARY KEY, TS TIMESTAMP, T TIME, M TIMESTAMP(3))");
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO FINE VALUES (1, ?, ?, ?)")) {
      insert.setTimestamp(1, moment);
      insert.setObject(2, LocalTime.of(0, 0, 0, 1_000));
      insert.setTimestamp(3, moment);
      insert.executeUpdate();
    }
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT TS, T, M, CAST(? AS TIMESTAMP) FROM FINE WHERE TS = ? AND T < ?")) {
      query.setTimestamp(1, moment);
      query.setTimestamp(2, moment);
      query.setObject(3, LocalTime.of(0, 0, 0, 2_000));
      try (ResultSet row = query.executeQuery()) {
        assertTrue(row.next());
        assertEquals(moment, row.getTimestamp(1));
        assertEquals(moment.toLocalDateTime(), row.getObject(1, LocalDateTime.class));
        assertEquals("2024-02-29 12:34:56.123456", row.getString(1));
        assertEquals(LocalTime.of(0, 0, 0, 1_000), row.getObject(2, LocalTime.class));
        assertEquals(Timestamp.valueOf("2024-02-29 12:34:56.123"), row.getTimestamp(3));
        assertEquals(moment, row.getTimestamp(4));
        assertEquals(6, row.getMetaData().getScale(1));
      }
      query.setTimestamp(2, Timestamp.valueOf("2024-02-29 12:34:56.123457"));
      try (ResultSet row = query.executeQuery()) {
        assertFalse(row.next());
      }
    }
  }

  @Test
  void valuesComeBackAsTheyWent() throws SQLException {
    insert(1, LOW);
    insert(2, HIGH);
    insert(3, new Object[LOW.length]);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM T ORDER BY ID")) {
      for (Object[] expected : List.of(LOW, HIGH, new Object[LOW.length])) {
        assertTrue(rows.next());
        for (int i = 0; i < expected.length; i++) {
          check(expected[i], rows, i + 2);
        }
      }
    }
  }

  private static void check(Object expected, ResultSet rows, int column) throws SQLException {
    String what = "column " + rows.getMetaData().getColumnName(column);
    if (expected == null) {
      assertNull(rows.getObject(column), what);
      assertTrue(rows.wasNull(), what);
    } else if (expected instanceof byte[] bytes) {
      assertArrayEquals(bytes, rows.getBytes(column), what);
    } else {
      assertEquals(expected, rows.getObject(column, expected.getClass()), what);
    }
  }

  @Test
  void everyTypeDescribesItself() throws Exception {
    insert(1, HIGH);
    int[] codes = {
      Types.BOOLEAN,
      Types.SMALLINT,
      Types.INTEGER,
      Types.BIGINT,
      Types.REAL,
      Types.DOUBLE,
      Types.DECIMAL,
      Types.DECIMAL,
      Types.CHAR,
      Types.VARCHAR,
      Types.VARCHAR,
      Types.VARBINARY,
      Types.DATE,
      Types.TIME,
      Types.TIMESTAMP
    };
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM T")) {
      assertTrue(rows.next());
      ResultSetMetaData metaData = rows.getMetaData();
      for (int i = 0; i < codes.length; i++) {
        int column = i + 2;
        assertEquals(codes[i], metaData.getColumnType(column));
        Class<?> promised =
            codes[i] == Types.VARBINARY
                ? byte[].class
                : Class.forName(metaData.getColumnClassName(column));
        assertInstanceOf(promised, rows.getObject(column));
      }
      assertEquals(10, metaData.getPrecision(8));
      assertEquals(3, metaData.getScale(8));
      assertEquals(5, metaData.getPrecision(10));
      assertEquals(Integer.MAX_VALUE, metaData.getPrecision(12));
      assertEquals(26, metaData.getPrecision(16));
      assertEquals(6, metaData.getScale(16));
    }
  }

  @Test
  void settersOfAllKinds() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO T (ID, C0, C6, C9, C10, C11, C12, C13, C14)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setByte(1, (byte) 1);
      insert.setObject(2, "true", Types.BOOLEAN);
      insert.setObject(3, "12.3456", JDBCType.DECIMAL, 2);
      insert.setCharacterStream(4, new StringReader("stream"));
      insert.setClob(5, new StringReader("long text"), 4);
      insert.setBinaryStream(6, new ByteArrayInputStream(new byte[] {1, 2, 3}), 2);
      insert.setDate(7, Date.valueOf("2024-02-29"));
      insert.setTime(8, Time.valueOf("12:34:56"));
      insert.setTimestamp(9, Timestamp.valueOf("2024-02-29 12:34:56.789"));
      insert.executeUpdate();
    }
    assertEquals(
        List.of("TRUE|12.350|stream|long|0102|2024-02-29|12:34:56|2024-02-29 12:34:56.789"),
        rows("SELECT C0, C6, C9, C10, C11, C12, C13, C14 FROM T"));
  }

  @Test
  void textConvertsToTheColumnsType() throws SQLException {
    Object[] texts = {
      "true",
      "-1",
      "2",
      "3",
      "1.5",
      "2.5",
      "1.2345",
      "7",
      "ab",
      "c",
      "d",
      null,
      "2024-01-02",
      "01:02:03.004",
      "2024-01-02 03:04:05.006"
    };
    insert(1, texts);
    assertEquals(
        List.of(
            "TRUE|-1|2|3|1.5|2.5|1.235|7.0000|ab   |c|d|2024-01-02|01:02:03.004"
                + "|2024-01-02 03:04:05.006"),
        rows("SELECT C0, C1, C2, C3, C4, C5, C6, C7, C8, C9, C10, C12, C13, C14 FROM T"));
    Object[] wrong = texts.clone();
    wrong[2] = "two";
    fails("22018", () -> insert(2, wrong));
    Object[] noDate = texts.clone();
    noDate[12] = "2024-13-01";
    fails("22007", () -> insert(2, noDate));
  }

  @Test
  void timestampsAreTheSameInEveryZone() throws SQLException {
    LocalDateTime inSummerGap = LocalDateTime.of(2024, 3, 31, 2, 30, 0, 5_000_000);
    LocalDate day = LocalDate.of(2011, 12, 30);
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
      Object[] values = new Object[LOW.length];
      values[12] = day;
      values[13] = LocalTime.of(2, 30);
      values[14] = inSummerGap;
      insert(1, values);
      for (String zone : List.of("Pacific/Apia", "America/St_Johns", "UTC")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try (Statement statement = connection.createStatement();
            ResultSet row = statement.executeQuery("SELECT C12, C13, C14 FROM T")) {
          assertTrue(row.next());
          assertEquals(day, row.getObject(1, LocalDate.class));
          assertEquals(LocalTime.of(2, 30), row.getObject(2, LocalTime.class));
          assertEquals(inSummerGap, row.getObject(3, LocalDateTime.class));
          assertEquals("2024-03-31 02:30:00.005", row.getString(3));
        }
      }
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void randomValuesMatchAModel() throws SQLException {
    long seed = 20240229;
    Random random = new Random(seed);
    Long[] model = new Long[500];
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO T (ID, C3, C5, C10) VALUES (?, ?, ?, ?)")) {
      for (int i = 0; i < model.length; i++) {
        model[i] = random.nextInt(5) == 0 ? null : random.nextLong();
        insert.setInt(1, i);
        insert.setObject(2, model[i]);
        insert.setObject(3, model[i] == null ? null : Double.longBitsToDouble(model[i] >>> 2));
        insert.setObject(4, model[i] == null ? null : Long.toHexString(model[i]));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT ID, C3, C5, C10 FROM T ORDER BY ID")) {
      for (int i = 0; i < model.length; i++) {
        assertTrue(rows.next(), "seed " + seed);
        assertEquals(i, rows.getInt(1));
        long value = rows.getLong(2);
        assertEquals(model[i], rows.wasNull() ? null : value, "seed " + seed);
        double real = rows.getDouble(3);
        if (model[i] != null) {
          assertEquals(Double.longBitsToDouble(model[i] >>> 2), real, "seed " + seed);
          assertEquals(Long.toHexString(model[i]), rows.getString(4), "seed " + seed);
        }
      }
    }
  }
}
