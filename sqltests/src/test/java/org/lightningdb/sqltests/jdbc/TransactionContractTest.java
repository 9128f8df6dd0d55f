package org.lightningdb.sqltests.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(JdbcContract.Where.class)
@SuppressWarnings("try")
class TransactionContractTest extends JdbcContract {
  TransactionContractTest(Where where) {
    super(where);
  }

  @BeforeEach
  void createTable() throws SQLException {
    run("CREATE TABLE T (ID INTEGER PRIMARY KEY, N INTEGER)", "INSERT INTO T VALUES (1, 10)");
  }

  private List<String> all(Connection from) throws SQLException {
    return rows(from, "SELECT * FROM T ORDER BY ID");
  }

  @Test
  void commitAndRollback() throws SQLException {
    try (Connection other = connect()) {
      connection.setAutoCommit(false);
      run("INSERT INTO T VALUES (2, 20)");
      assertEquals(List.of("1|10", "2|20"), all(connection));
      assertEquals(List.of("1|10"), all(other));
      connection.rollback();
      assertEquals(List.of("1|10"), all(connection));
      run("UPDATE T SET N = 11");
      connection.commit();
      assertEquals(List.of("1|11"), all(other));
      run("DELETE FROM T");
      connection.setAutoCommit(true);
      assertEquals(List.of(), all(other));
      fails("25000", connection::commit);
      fails("25000", connection::rollback);
      fails("25000", connection::setSavepoint);
    }
  }

  @Test
  void closingRollsBack() throws SQLException {
    try (Connection other = connect()) {
      other.setAutoCommit(false);
      try (Statement statement = other.createStatement()) {
        statement.executeUpdate("DELETE FROM T");
      }
    }
    assertEquals(List.of("1|10"), all(connection));
  }

  @Test
  void definitionsArePartOfTheTransaction() throws SQLException {
    connection.setAutoCommit(false);
    run("CREATE TABLE U (A INTEGER)", "INSERT INTO U VALUES (5)", "CREATE INDEX U_A ON U (A)");
    assertEquals(List.of("5"), rows("SELECT A FROM U WHERE A > 1"));
    connection.rollback();
    fails("42P01", () -> rows("SELECT * FROM U"));
  }

  @Test
  void aFailedStatementIsUndoneAndTheTransactionGoesOn() throws SQLException {
    connection.setAutoCommit(false);
    run("INSERT INTO T VALUES (2, 20)");
    fails("23505", () -> run("INSERT INTO T VALUES (3, 30), (1, 0)"));
    run("INSERT INTO T VALUES (4, 40)");
    connection.commit();
    assertEquals(List.of("1|10", "2|20", "4|40"), all(connection));
  }

  @Test
  void savepoints() throws SQLException {
    connection.setAutoCommit(false);
    Savepoint first = connection.setSavepoint();
    run("INSERT INTO T VALUES (2, 20)");
    Savepoint second = connection.setSavepoint("Second one");
    run("INSERT INTO T VALUES (3, 30)");
    connection.rollback(second);
    assertEquals(List.of("1|10", "2|20"), all(connection));
    run("INSERT INTO T VALUES (4, 40)");
    connection.rollback(second);
    connection.releaseSavepoint(second);
    fails("3B001", () -> connection.rollback(second));
    connection.rollback(first);
    assertEquals(List.of("1|10"), all(connection));
    connection.commit();
    fails("3B001", () -> connection.rollback(first));
  }

  @Test
  void isolationAndReadOnly() throws SQLException {
    assertEquals(Connection.TRANSACTION_READ_COMMITTED, connection.getTransactionIsolation());
    try (Connection other = connect()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      assertEquals(List.of("1|10"), all(connection));
      fails(
          "25001", () -> connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED));
      try (Statement statement = other.createStatement()) {
        statement.executeUpdate("UPDATE T SET N = 99");
      }
      assertEquals(List.of("1|10"), all(connection));
      assertInstanceOf(
          SQLTransactionRollbackException.class,
          fails("40001", () -> run("UPDATE T SET N = N + 1")));
      connection.rollback();
      assertEquals(List.of("1|99"), all(connection));
      connection.rollback();
    }
    connection.setReadOnly(true);
    assertTrue(connection.isReadOnly());
    fails("25006", () -> run("DELETE FROM T"));
    connection.rollback();
    connection.setReadOnly(false);
    run("DELETE FROM T");
    connection.commit();
    assertEquals(List.of(), all(connection));
  }

  @Test
  void changingWhileReadingInAutoCommitMode() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO T VALUES (?, ?)")) {
      for (int i = 2; i <= 5000; i++) {
        insert.setInt(1, i);
        insert.setInt(2, i);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    int seen = 0;
    try (Statement reader = connection.createStatement();
        PreparedStatement update =
            connection.prepareStatement("UPDATE T SET N = -ID WHERE ID = ?");
        ResultSet rows = reader.executeQuery("SELECT ID, N FROM T ORDER BY ID")) {
      while (rows.next()) {
        assertTrue(rows.getInt(2) > 0);
        if (rows.getInt(1) % 50 == 0) {
          update.setInt(1, rows.getInt(1));
          assertEquals(1, update.executeUpdate());
        }
        seen++;
      }
    }
    assertEquals(5000, seen);
    assertEquals(List.of("100"), rows("SELECT COUNT(*) FROM T WHERE N < 0"));
  }

  @Test
  void holdableResultsOutliveTheTransaction() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement holding =
            connection.createStatement(
                ResultSet.TYPE_FORWARD_ONLY,
                ResultSet.CONCUR_READ_ONLY,
                ResultSet.HOLD_CURSORS_OVER_COMMIT);
        ResultSet rows = holding.executeQuery("SELECT ID FROM T")) {
      connection.commit();
      assertTrue(rows.next());
      assertEquals(1, rows.getInt(1));
      connection.commit();
      assertFalse(rows.next());
    }
    try (Statement plain = connection.createStatement();
        ResultSet rows = plain.executeQuery("SELECT ID FROM T")) {
      connection.commit();
      assertEquals("24000", assertThrows(SQLException.class, rows::next).getSQLState());
    }
  }

  @Test
  void rowsEndWithTheirTransaction() throws SQLException {
    run("INSERT INTO T VALUES (2, 20), (3, 30)");
    connection.setAutoCommit(false);
    Savepoint savepoint = connection.setSavepoint();
    for (Executable end :
        List.<Executable>of(
            () -> connection.rollback(savepoint),
            connection::commit,
            connection::rollback,
            () -> run("COMMIT"),
            () -> run("ROLLBACK"),
            () -> connection.setAutoCommit(true))) {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT ID FROM T ORDER BY ID")) {
        assertTrue(rows.next());
        try {
          end.execute();
        } catch (Throwable e) {
          throw new AssertionError(e);
        }
        fails("24000", rows::next);
      }
    }
  }

  @Test
  void queryTimeoutAndCancel() throws Exception {
    run("CREATE TABLE DIGIT (D INTEGER)");
    run("INSERT INTO DIGIT VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)");
    String endless =
        "SELECT COUNT(*) FROM DIGIT A, DIGIT B, DIGIT C, DIGIT D, DIGIT E, DIGIT F, DIGIT G,"
            + " DIGIT H, DIGIT I, DIGIT J, DIGIT K WHERE A.D + B.D + C.D + D.D + E.D + F.D + G.D"
            + " + H.D + I.D + J.D + K.D = 50";
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertInstanceOf(
          SQLTimeoutException.class, fails("57014", () -> rows(statement.executeQuery(endless))));
      statement.setQueryTimeout(0);
      ExecutorService executor = Executors.newSingleThreadExecutor();
      try {
        Future<List<String>> running = executor.submit(() -> rows(statement.executeQuery(endless)));
        while (!running.isDone()) {
          statement.cancel();
          Thread.onSpinWait();
        }
        Throwable cause = assertThrows(ExecutionException.class, running::get).getCause();
        assertEquals("57014", assertInstanceOf(SQLException.class, cause).getSQLState());
      } finally {
        executor.shutdownNow();
      }
      assertEquals(List.of("1"), rows(statement.executeQuery("SELECT COUNT(*) FROM T")));
    }
  }

  @Test
  void validityAndEnd() throws SQLException {
    Connection other = connect();
    assertTrue(other.isValid(5));
    ResultSet rows = other.createStatement().executeQuery("SELECT * FROM T");
    other.close();
    assertFalse(other.isValid(5));
    assertTrue(rows.isClosed());
    fails("08003", other::createStatement);
    Connection aborted = connect();
    aborted.abort(Runnable::run);
    assertTrue(aborted.isClosed());
    assertTrue(connection.isValid(1));
  }

  @Test
  void schemas() throws SQLException {
    assertEquals("PUBLIC", connection.getSchema());
    run("CREATE SCHEMA SHOP", "CREATE TABLE SHOP.ORDERS (ID INTEGER)");
    connection.setSchema("SHOP");
    assertEquals("SHOP", connection.getSchema());
    assertEquals(List.of(), rows("SELECT * FROM ORDERS"));
    fails("3F000", () -> connection.setSchema("NOWHERE"));
  }

  @Test
  void whatWasCommittedIsThereAfterReopening() throws SQLException {
    run("INSERT INTO T VALUES (2, 20)");
    connection.setAutoCommit(false);
    run("INSERT INTO T VALUES (3, 30)");
    connection.close();
    connection = DriverManager.getConnection(url());
    if (durable()) {
      assertEquals(List.of("1|10", "2|20"), all(connection));
    } else {
      fails("42P01", () -> all(connection));
    }
  }

  @Test
  void connectionsShareTheDatabaseAndItsOptions() throws SQLException {
    String good = embedded() ? ";durability=none" : ";fetchRows=3";
    String slip = embedded() ? ";durabilty=none" : ";fetchRow=3";
    try (Connection same = DriverManager.getConnection(url() + good)) {
      assertEquals(List.of("1|10"), all(same));
    }
    SQLException unknown = fails("22023", () -> DriverManager.getConnection(url() + slip));
    assertTrue(String.valueOf(unknown.getMessage()).contains("; did you mean "));
    fails("22023", () -> DriverManager.getConnection(url() + good + "x"));
    if (embedded()) {
      fails("08001", () -> DriverManager.getConnection(url() + "-missing;create=false"));
    }
  }

  @Test
  void threadsMayShareAConnection() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> results =
          java.util.stream.IntStream.range(0, 4)
              .mapToObj(thread -> executor.submit(() -> insertAndCount(100 * (thread + 1))))
              .toList();
      for (Future<Integer> result : results) {
        assertEquals(50, result.get());
      }
    } finally {
      executor.shutdownNow();
    }
    assertEquals(List.of("201"), rows("SELECT COUNT(*) FROM T"));
  }

  private int insertAndCount(int from) throws SQLException {
    int count = 0;
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO T VALUES (?, 0)")) {
      for (int i = 0; i < 50; i++) {
        insert.setInt(1, from + i);
        count += insert.executeUpdate();
        assertFalse(rows("SELECT N FROM T WHERE ID = " + (from + i)).isEmpty());
      }
    }
    return count;
  }
}
