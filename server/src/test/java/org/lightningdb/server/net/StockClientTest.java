package org.lightningdb.server.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDBC driver of Avatica itself against our server, in both serializations. */
final class StockClientTest {
  private final List<AutoCloseable> opened = new ArrayList<>();

  private Connection connect(String serialization) throws SQLException, ServerStartException {
    LightningServer server =
        LightningServer.start(
            new H2Source("stock-" + serialization + System.identityHashCode(this)),
            "127.0.0.1",
            0,
            null,
            ServerLimits.DEFAULT);
    opened.add(server);
    Connection connection =
        DriverManager.getConnection(
            "jdbc:avatica:remote:url=http://127.0.0.1:"
                + server.port()
                + ";serialization="
                + serialization);
    opened.add(0, connection);
    return connection;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable resource : opened) {
      resource.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void valuesOfAllTypesGoBothWays(String serialization) throws Exception {
    Connection connection = connect(serialization);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "create table v (i integer primary key, s smallint, l bigint, r real, d double precision,"
              + " n decimal(20, 5), c varchar(20), b varbinary(10), bo boolean, da date,"
              + " ts timestamp(3))");
    }
    byte[] bytes = {1, 2, -3};
    try (PreparedStatement insert =
        connection.prepareStatement("insert into v values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setInt(1, 7);
      insert.setShort(2, (short) -5);
      insert.setLong(3, 1L << 60);
      insert.setFloat(4, 1.5f);
      insert.setDouble(5, -0.25);
      insert.setBigDecimal(6, new BigDecimal("123456789012.34567"));
      insert.setString(7, "gr\u00fc\u00dfe \u4f60");
      insert.setBytes(8, bytes);
      insert.setBoolean(9, true);
      insert.setDate(10, Date.valueOf("1969-07-20"));
      insert.setTimestamp(11, Timestamp.valueOf("2024-02-29 12:34:56.789"));
      assertEquals(1, insert.executeUpdate());
      for (int i = 1; i <= 11; i++) {
        insert.setObject(i, i == 1 ? Integer.valueOf(8) : null);
      }
      assertEquals(1, insert.executeUpdate());
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from v order by i")) {
      assertTrue(rows.next());
      assertEquals(7, rows.getInt("I"));
      assertEquals(-5, rows.getShort(2));
      assertEquals(1L << 60, rows.getLong(3));
      assertEquals(1.5f, rows.getFloat(4));
      assertEquals(-0.25, rows.getDouble(5));
      assertEquals(0, rows.getBigDecimal(6).compareTo(new BigDecimal("123456789012.34567")));
      assertEquals("gr\u00fc\u00dfe \u4f60", rows.getString(7));
      assertArrayEquals(bytes, rows.getBytes(8));
      assertTrue(rows.getBoolean(9));
      assertEquals(Date.valueOf("1969-07-20"), rows.getDate(10));
      assertEquals(Timestamp.valueOf("2024-02-29 12:34:56.789"), rows.getTimestamp(11));
      assertTrue(rows.next());
      assertNull(rows.getString(7));
      assertNull(rows.getObject(10));
      assertFalse(rows.next());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void longResultsComeInFrames(String serialization) throws Exception {
    Connection connection = connect(serialization);
    try (Statement statement = connection.createStatement()) {
      for (int fetchSize : new int[] {1, 7, 1000, 5000}) {
        statement.setFetchSize(fetchSize);
        long sum = 0;
        try (ResultSet rows = statement.executeQuery("select x from system_range(1, 3001)")) {
          while (rows.next()) {
            sum += rows.getLong(1);
          }
        }
        assertEquals(3001L * 3002 / 2, sum);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void transactionsCommitAndRollBack(String serialization) throws Exception {
    Connection connection = connect(serialization);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("create table t (i integer primary key)");
      connection.setAutoCommit(false);
      assertEquals(2, statement.executeUpdate("insert into t values (1), (2)"));
      connection.rollback();
      assertEquals(0, count(statement));
      statement.executeUpdate("insert into t values (3)");
      connection.commit();
      connection.rollback();
      assertEquals(1, count(statement));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void batchesTellTheirCounts(String serialization) throws Exception {
    Connection connection = connect(serialization);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("create table t (i integer primary key, c varchar(10))");
      try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)")) {
        for (int i = 0; i < 50; i++) {
          insert.setInt(1, i);
          insert.setString(2, i % 2 == 0 ? null : "x" + i);
          insert.addBatch();
        }
        assertEquals(50, insert.executeBatch().length);
      }
      statement.addBatch("update t set c = 'y' where i < 10");
      statement.addBatch("delete from t where i >= 40");
      assertArrayEquals(new int[] {10, 10}, statement.executeBatch());
      assertEquals(40, count(statement));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void errorsKeepTheirState(String serialization) throws Exception {
    Connection connection = connect(serialization);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("create table t (i integer primary key)");
      statement.executeUpdate("insert into t values (1)");
      SQLException duplicate =
          assertThrows(
              SQLException.class, () -> statement.executeUpdate("insert into t values (1)"));
      assertEquals("23505", duplicate.getSQLState());
      assertEquals(23505, duplicate.getErrorCode());
      SQLException syntax = assertThrows(SQLException.class, () -> statement.execute("selec 1"));
      assertEquals("42001", syntax.getSQLState());
      assertThrows(SQLException.class, () -> connection.prepareStatement("select * from nowhere"));
      assertEquals(1, count(statement));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void metadataIsThatOfTheDriverBehind(String serialization) throws Exception {
    Connection connection = connect(serialization);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "create table meta_t (i integer primary key, c varchar(10) not null)");
    }
    var metadata = connection.getMetaData();
    try (ResultSet tables = metadata.getTables(null, "PUBLIC", "META%", null)) {
      assertTrue(tables.next());
      assertEquals("META_T", tables.getString("TABLE_NAME"));
      assertFalse(tables.next());
    }
    try (ResultSet columns = metadata.getColumns(null, "PUBLIC", "META_T", "%")) {
      assertTrue(columns.next());
      assertEquals("I", columns.getString("COLUMN_NAME"));
      assertTrue(columns.next());
      assertEquals(10, columns.getInt("COLUMN_SIZE"));
      assertFalse(columns.next());
    }
    assertTrue(count(metadata.getSchemas()) >= 2);
    assertTrue(count(metadata.getTypeInfo()) >= 10);
    assertTrue(count(metadata.getTableTypes()) >= 2);
    assertEquals(1, count(metadata.getCatalogs()));
    assertFalse(metadata.getNumericFunctions().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void parametersAndColumnsAreDescribed(String serialization) throws Exception {
    Connection connection = connect(serialization);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("create table t (i integer primary key, n decimal(10, 5))");
    }
    try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)")) {
      assertEquals(2, insert.getParameterMetaData().getParameterCount());
      assertEquals(10, insert.getParameterMetaData().getPrecision(2));
      assertEquals(5, insert.getParameterMetaData().getScale(2));
    }
    try (PreparedStatement select = connection.prepareStatement("select i as x, n from t")) {
      assertEquals("X", select.getMetaData().getColumnLabel(1));
      assertEquals("I", select.getMetaData().getColumnName(1));
      assertEquals("T", select.getMetaData().getTableName(2));
    }
  }

  private static long count(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("select count(*) from t")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static int count(ResultSet result) throws SQLException {
    try (result) {
      int rows = 0;
      while (result.next()) {
        rows++;
      }
      return rows;
    }
  }
}
