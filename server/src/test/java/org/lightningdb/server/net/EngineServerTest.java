package org.lightningdb.server.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.jdbc.link.LinkAddress;

/** The whole way: our engine behind our server, our driver and Avatica's in front. */
final class EngineServerTest {
  private LightningServer server;
  private Connection ours;
  private Connection stock;

  @BeforeEach
  void open() throws Exception {
    server =
        LightningServer.start(
            DatabaseSource.of(
                LinkAddress.Place.MEMORY, "served" + System.identityHashCode(this), Map.of()),
            "127.0.0.1",
            0,
            null,
            ServerLimits.DEFAULT);
    ours = DriverManager.getConnection("jdbc:lightning://127.0.0.1:" + server.port() + "/");
    stock =
        DriverManager.getConnection(
            "jdbc:avatica:remote:url=http://127.0.0.1:"
                + server.port()
                + ";serialization=protobuf");
  }

  @AfterEach
  void close() throws Exception {
    ours.close();
    stock.close();
    server.close();
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          assertTrue(rows.next());
        }
      }
    }
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next());
      String value = rows.getString(1);
      assertFalse(rows.next());
      return value;
    }
  }

  @Test
  void bothClientsSeeTheSameRows() throws Exception {
    run(
        ours,
        "CREATE TABLE item (id BIGINT PRIMARY KEY, name VARCHAR(40), price DECIMAL(8, 2),"
            + " made DATE, seen TIMESTAMP(3), data VARBINARY(10), fair BOOLEAN)");
    LocalDateTime seen = LocalDateTime.of(2024, 2, 29, 12, 34, 56, 789_000_000);
    try (PreparedStatement insert =
        ours.prepareStatement("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (int i = 0; i < 2500; i++) {
        insert.setLong(1, i);
        insert.setString(2, i % 3 == 0 ? null : "item \u20ac " + i);
        insert.setBigDecimal(3, BigDecimal.valueOf(i, 2));
        insert.setObject(4, LocalDate.ofEpochDay(i));
        insert.setObject(5, seen.plusDays(i));
        insert.setBytes(6, new byte[] {(byte) i});
        insert.setBoolean(7, i % 2 == 0);
        insert.addBatch();
      }
      assertEquals(2500, insert.executeBatch().length);
    }
    for (Connection connection : new Connection[] {ours, stock}) {
      try (PreparedStatement select =
          connection.prepareStatement("SELECT * FROM item WHERE id >= ? ORDER BY id")) {
        select.setLong(1, 10);
        try (ResultSet rows = select.executeQuery()) {
          for (int i = 10; i < 2500; i++) {
            assertTrue(rows.next());
            assertEquals(i, rows.getLong("ID"));
            assertEquals(i % 3 == 0 ? null : "item \u20ac " + i, rows.getString(2));
            assertEquals(BigDecimal.valueOf(i, 2), rows.getBigDecimal(3));
            assertEquals(LocalDate.ofEpochDay(i), rows.getDate(4).toLocalDate());
            assertEquals(seen.plusDays(i), rows.getTimestamp(5).toLocalDateTime());
            assertArrayEquals(new byte[] {(byte) i}, rows.getBytes(6));
            assertEquals(i % 2 == 0, rows.getBoolean(7));
          }
          assertFalse(rows.next());
        }
      }
    }
  }

  @Test
  void errorsAreThoseOfTheEmbeddedDatabase() throws Exception {
    run(ours, "CREATE TABLE t (id INTEGER PRIMARY KEY)");
    run(ours, "INSERT INTO t VALUES (1)");
    try (Connection embedded =
        DriverManager.getConnection("jdbc:lightning:mem:served" + System.identityHashCode(this))) {
      for (String wrong :
          new String[] {
            "INSERT INTO t VALUES (1)", "SELEC 1", "SELECT * FROM tt", "SELECT 1 / (id - 1) FROM t"
          }) {
        SQLException here = assertThrows(SQLException.class, () -> run(embedded, wrong));
        SQLException there = assertThrows(SQLException.class, () -> run(ours, wrong));
        SQLException plain = assertThrows(SQLException.class, () -> run(stock, wrong));
        assertEquals(here.getClass(), there.getClass());
        assertEquals(here.getMessage(), there.getMessage());
        assertEquals(here.getSQLState(), there.getSQLState());
        assertEquals(here.getErrorCode(), there.getErrorCode());
        assertEquals(here.getSQLState(), plain.getSQLState());
        assertEquals(here.getErrorCode(), plain.getErrorCode());
      }
      assertThrows(
          SQLIntegrityConstraintViolationException.class,
          () -> run(ours, "INSERT INTO t VALUES (1)"));
      assertThrows(SQLSyntaxErrorException.class, () -> run(ours, "SELEC 1"));
    }
  }

  @Test
  void transactionsSavepointsAndKeysOfOurDriver() throws Exception {
    run(ours, "CREATE TABLE k (id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY, c VARCHAR(9))");
    ours.setAutoCommit(false);
    try (PreparedStatement insert =
        ours.prepareStatement("INSERT INTO k (c) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
      insert.setString(1, "a");
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        assertTrue(keys.next());
        assertEquals(1, keys.getInt(1));
      }
      Savepoint savepoint = ours.setSavepoint("half \"way\"");
      insert.setString(1, "b");
      insert.executeUpdate();
      ours.rollback(savepoint);
    }
    assertEquals("0", one(stock, "SELECT COUNT(*) FROM k"));
    ours.commit();
    assertEquals("a", one(stock, "SELECT c FROM k"));
    run(ours, "DELETE FROM k");
    ours.rollback();
    ours.setAutoCommit(true);
    assertEquals("1", one(ours, "SELECT COUNT(*) FROM k"));
    assertTrue(ours.isValid(5));
  }

  @Test
  void theStockClientCommitsAndRollsBack() throws Exception {
    run(stock, "CREATE TABLE t (id INTEGER PRIMARY KEY)");
    stock.setAutoCommit(false);
    run(stock, "INSERT INTO t VALUES (1)");
    stock.rollback();
    run(stock, "INSERT INTO t VALUES (2)");
    assertEquals("0", one(ours, "SELECT COUNT(*) FROM t"));
    stock.commit();
    assertEquals("2", one(ours, "SELECT id FROM t"));
  }

  @Test
  void metadataIsTheSameForBothClients() throws Exception {
    run(ours, "CREATE TABLE m (id INTEGER PRIMARY KEY, c VARCHAR(10) NOT NULL)");
    for (Connection connection : new Connection[] {ours, stock}) {
      DatabaseMetaData metadata = connection.getMetaData();
      try (ResultSet tables = metadata.getTables(null, "PUBLIC", "M", new String[] {"TABLE"})) {
        assertTrue(tables.next());
        assertEquals("M", tables.getString("TABLE_NAME"));
        assertEquals("PUBLIC", tables.getString("TABLE_SCHEM"));
        assertFalse(tables.next());
      }
      try (ResultSet columns = metadata.getColumns(null, "PUBLIC", "M", "%")) {
        assertTrue(columns.next());
        assertEquals("ID", columns.getString("COLUMN_NAME"));
        assertTrue(columns.next());
        assertEquals("C", columns.getString("COLUMN_NAME"));
        assertEquals(10, columns.getInt("COLUMN_SIZE"));
        assertEquals("NO", columns.getString("IS_NULLABLE"));
        assertFalse(columns.next());
      }
      try (ResultSet schemas = metadata.getSchemas()) {
        assertTrue(schemas.next());
      }
      try (ResultSet types = metadata.getTypeInfo()) {
        assertTrue(types.next());
      }
      try (ResultSet types = metadata.getTableTypes()) {
        assertTrue(types.next());
      }
    }
  }
}
