package org.lightningdb.sqltests.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Times with a zone, UUID and TINYINT through JDBC. */
@ParameterizedClass
@EnumSource(JdbcContract.Where.class)
class ZonedTypeContractTest extends JdbcContract {
  private static final Instant MOMENT = Instant.parse("2026-07-01T10:00:00.123456Z");
  private static final UUID ID = UUID.fromString("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");

  ZonedTypeContractTest(Where where) {
    super(where);
  }

  @BeforeEach
  void createTable() throws SQLException {
    run(
        "CREATE TABLE t (id INT PRIMARY KEY, m TIMESTAMP WITH TIME ZONE, c TIME WITH TIME ZONE,"
            + " u UUID, n TINYINT)",
        "SET TIME ZONE 'Europe/Berlin'");
  }

  private void insert(int id, @Nullable Object moment, @Nullable Object clock) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO t (id, m, c) VALUES (?, ?, ?)")) {
      insert.setInt(1, id);
      insert.setObject(2, moment);
      insert.setObject(3, clock);
      insert.executeUpdate();
    }
  }

  @Test
  void everyClassOfAMomentIsTheSameMoment() throws SQLException {
    insert(1, MOMENT, OffsetTime.parse("12:00:00.5+02:00"));
    insert(2, OffsetDateTime.parse("2026-07-01T05:00:00.123456-05:00"), "12:00:00.5+02");
    insert(3, MOMENT.atZone(ZoneId.of("Asia/Tokyo")), OffsetTime.parse("10:00:00.5Z"));
    insert(4, LocalDateTime.parse("2026-07-01T12:00:00.123456"), "12:00:00.5 +02:00");
    insert(5, "2026-07-01 12:00:00.123456", "12:00:00.5+02:00");
    insert(6, "2026-07-01 06:00:00.123456 America/New_York", null);
    assertEquals(
        List.of("2026-07-01 12:00:00.123456+02|6"), rows("SELECT m, COUNT(*) FROM t GROUP BY m"));
    assertEquals(
        List.of("10:00:00.5+00|1", "12:00:00.5+02|4"),
        rows("SELECT c, COUNT(*) FROM t WHERE c IS NOT NULL GROUP BY c ORDER BY 1 DESC"));
  }

  @Test
  void readsMomentsAsAnyClass() throws SQLException {
    insert(1, MOMENT, "12:00:00+02");
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT m, c FROM t")) {
      assertTrue(row.next());
      assertEquals(OffsetDateTime.parse("2026-07-01T12:00:00.123456+02:00"), row.getObject(1));
      assertEquals(MOMENT, row.getObject(1, Instant.class));
      assertEquals(MOMENT, row.getObject(1, ZonedDateTime.class).toInstant());
      assertEquals(MOMENT, row.getTimestamp(1).toInstant());
      assertEquals(Timestamp.from(MOMENT), row.getObject(1, Timestamp.class));
      assertEquals(
          LocalDateTime.parse("2026-07-01T12:00:00.123456"), row.getObject(1, LocalDateTime.class));
      assertEquals(LocalDate.parse("2026-07-01"), row.getObject(1, LocalDate.class));
      assertEquals("2026-07-01 12:00:00.123456+02", row.getString(1));
      assertEquals(OffsetTime.parse("12:00:00+02:00"), row.getObject(2));
      assertEquals("12:00:00+02", row.getString(2));
      fails("22018", () -> row.getInt(1));
      ResultSetMetaData columns = row.getMetaData();
      assertEquals(Types.TIMESTAMP_WITH_TIMEZONE, columns.getColumnType(1));
      assertEquals("TIMESTAMP WITH TIME ZONE", columns.getColumnTypeName(1));
      assertEquals(OffsetDateTime.class.getName(), columns.getColumnClassName(1));
      assertEquals(Types.TIME_WITH_TIMEZONE, columns.getColumnType(2));
    }
  }

  @Test
  void comparesParametersAsMoments() throws SQLException {
    insert(1, MOMENT, null);
    run("CREATE INDEX t_m ON t (m)");
    try (PreparedStatement select =
        connection.prepareStatement("SELECT id FROM t WHERE m = ? AND m <= ?")) {
      select.setObject(1, MOMENT);
      select.setObject(2, OffsetDateTime.parse("2026-07-01T12:00:00.123456+02:00"));
      assertEquals(List.of("1"), rows(select.executeQuery()));
      select.setObject(1, "2026-07-01 12:00:00.123456");
      assertEquals(List.of("1"), rows(select.executeQuery()));
    }
    run("SET TIME ZONE 'UTC'");
    try (PreparedStatement select = connection.prepareStatement("SELECT id FROM t WHERE m = ?")) {
      select.setObject(1, LocalDateTime.parse("2026-07-01T10:00:00.123456"));
      assertEquals(List.of("1"), rows(select.executeQuery()));
      select.setObject(1, MOMENT.plusNanos(1000), JDBCType.TIMESTAMP_WITH_TIMEZONE);
      assertEquals(List.of(), rows(select.executeQuery()));
    }
  }

  @Test
  void keepsUuidsAndSmallNumbers() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO t (id, u, n) VALUES (?, ?, ?)")) {
      insert.setInt(1, 1);
      insert.setObject(2, ID);
      insert.setByte(3, Byte.MIN_VALUE);
      insert.addBatch();
      insert.setInt(1, 2);
      insert.setString(2, "{00000000-0000-0000-0000-00000000000A}");
      insert.setObject(3, 127, Types.TINYINT);
      insert.addBatch();
      insert.setInt(1, 3);
      insert.setNull(2, Types.OTHER);
      insert.setNull(3, Types.TINYINT);
      insert.addBatch();
      insert.executeBatch();
      insert.setInt(3, 128);
      fails("22003", insert::executeUpdate);
    }
    run("CREATE UNIQUE INDEX t_u ON t (u DESC)");
    try (PreparedStatement select =
        connection.prepareStatement("SELECT u, n, n + 1 FROM t WHERE u = ?")) {
      select.setObject(1, ID);
      ResultSet row = select.executeQuery();
      assertTrue(row.next());
      assertEquals(ID, row.getObject(1));
      assertEquals(ID, row.getObject(1, UUID.class));
      assertEquals(ID.toString(), row.getString(1));
      assertEquals(-128, row.getByte(2));
      assertEquals(-128, row.getObject(2));
      assertEquals("UUID", row.getMetaData().getColumnTypeName(1));
      assertEquals(Types.OTHER, row.getMetaData().getColumnType(1));
      assertEquals(Types.TINYINT, row.getMetaData().getColumnType(2));
    }
    assertEquals(List.of("2|127", "1|-128", "3|null"), rows("SELECT id, n FROM t ORDER BY u"));
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT u, n, m, c FROM t WHERE id = 3")) {
      assertTrue(row.next());
      for (int i = 1; i <= 4; i++) {
        assertNull(row.getObject(i));
      }
    }
  }

  @Test
  void keepsIntervals() throws SQLException {
    run(
        "CREATE TABLE i (id INT PRIMARY KEY, m INTERVAL YEAR TO MONTH,"
            + " d INTERVAL DAY TO SECOND, doc JSON)");
    Duration duration = Duration.parse("-PT49H0.000001S");
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO i VALUES (?, ?, ?, ?)")) {
      insert.setInt(1, 1);
      insert.setObject(2, Period.of(1, 14, 0));
      insert.setObject(3, duration);
      insert.setString(4, "[1]");
      insert.executeUpdate();
      insert.setInt(1, 2);
      insert.setString(2, "-0-5");
      insert.setString(3, "PT1H");
      insert.setNull(4, Types.VARCHAR);
      insert.executeUpdate();
      insert.setInt(1, 3);
      insert.setString(4, "[");
      fails("22018", insert::executeUpdate);
    }
    try (PreparedStatement select =
        connection.prepareStatement("SELECT m, d, d + d FROM i WHERE d < ?")) {
      select.setObject(1, Duration.ZERO);
      ResultSet row = select.executeQuery();
      assertTrue(row.next());
      assertEquals(Period.of(2, 2, 0), row.getObject(1));
      assertEquals(duration, row.getObject(2));
      assertEquals(duration.multipliedBy(2), row.getObject(3, Duration.class));
      assertEquals("2-2", row.getString(1));
      assertEquals("-2 01:00:00.000001", row.getString(2));
      assertEquals(Types.OTHER, row.getMetaData().getColumnType(1));
      assertEquals("INTERVAL DAY TO SECOND", row.getMetaData().getColumnTypeName(2));
      assertEquals(Period.class.getName(), row.getMetaData().getColumnClassName(1));
    }
    assertEquals(List.of("-0-5|0 01:00:00|null"), rows("SELECT m, d, doc FROM i WHERE id = 2"));
  }
}
