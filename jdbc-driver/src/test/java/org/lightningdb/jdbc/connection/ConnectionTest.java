package org.lightningdb.jdbc.connection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class ConnectionTest {
  private static final String INSERT = "INSERT INTO NOTES ?";

  private final NotebookLink link = new NotebookLink();
  private final Connection connection = new LightningConnection(link, "jdbc:lightning:mem:test");

  private void insert(String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, name);
      assertEquals(1, statement.executeUpdate());
    }
  }

  private int count() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("ALL")) {
      int count = 0;
      while (rows.next()) {
        count++;
      }
      return count;
    }
  }

  @Test
  void transactionsAndSavepoints() throws SQLException {
    assertEquals("25000", assertThrows(SQLException.class, connection::commit).getSQLState());
    connection.setAutoCommit(false);
    insert("a");
    Savepoint unnamed = connection.setSavepoint();
    insert("b");
    Savepoint named = connection.setSavepoint("here");
    insert("c");
    assertEquals("here", named.getSavepointName());
    assertThrows(SQLException.class, named::getSavepointId);
    assertThrows(SQLException.class, unnamed::getSavepointName);
    connection.rollback(named);
    assertEquals(2, count());
    connection.rollback(unnamed);
    assertEquals(1, count());
    connection.releaseSavepoint(unnamed);
    assertEquals(
        "3B001",
        assertThrows(SQLException.class, () -> connection.rollback(unnamed)).getSQLState());
    connection.rollback();
    assertEquals(0, count());
    insert("d");
    connection.setAutoCommit(true);
    assertEquals(1, count());
  }

  @Test
  void savepointsOfOtherConnectionsAreRefused() throws SQLException {
    Connection other = new LightningConnection(new NotebookLink(), "jdbc:lightning:mem:other");
    other.setAutoCommit(false);
    connection.setAutoCommit(false);
    Savepoint foreign = other.setSavepoint();
    assertEquals(
        "3B001",
        assertThrows(SQLException.class, () -> connection.rollback(foreign)).getSQLState());
  }

  @Test
  void generatedKeysInAllForms() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS)) {
      statement.setString(1, "a");
      statement.executeUpdate();
      assertEquals(List.of(), link.lastRequest().generatedKeys());
      try (ResultSet keys = statement.getGeneratedKeys()) {
        assertTrue(keys.next());
        assertEquals(1, keys.getInt(1));
        assertFalse(keys.next());
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT, new String[] {"ID"})) {
      statement.setString(1, "b");
      statement.addBatch();
      statement.setString(1, "c");
      statement.addBatch();
      assertArrayEquals(new int[] {1, 1}, statement.executeBatch());
      try (ResultSet keys = statement.getGeneratedKeys()) {
        assertTrue(keys.next());
        assertEquals(2, keys.getInt("number"));
        assertTrue(keys.next());
        assertEquals(3, keys.getInt("ID"));
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, "d");
      statement.executeUpdate();
      assertNull(link.lastRequest().generatedKeys());
      assertFalse(statement.getGeneratedKeys().next());
    }
  }

  @Test
  void aBatchIsDoneCompletelyOrNotAtAll() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (String name : List.of("a", "bad", "c")) {
        statement.setString(1, name);
        statement.addBatch();
      }
      BatchUpdateException failure =
          assertThrows(BatchUpdateException.class, statement::executeBatch);
      assertEquals("23505", failure.getSQLState());
      assertEquals(0, failure.getUpdateCounts().length);
      assertInstanceOf(SQLIntegrityConstraintViolationException.class, failure.getCause());
      assertEquals(0, count());
      assertEquals(0, statement.executeBatch().length);
    }
  }

  @Test
  void aBatchOfTextsStopsAtTheFirstError() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("nonsense");
      BatchUpdateException failure =
          assertThrows(BatchUpdateException.class, statement::executeBatch);
      assertEquals("42601", failure.getSQLState());
      statement.addBatch("ALL");
      assertEquals(
          0,
          assertThrows(BatchUpdateException.class, statement::executeBatch)
              .getUpdateCounts()
              .length);
    }
  }

  @Test
  void parametersMustBeSetAndExist() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      assertEquals(1, statement.getParameterMetaData().getParameterCount());
      SQLException missing = assertThrows(SQLException.class, statement::executeUpdate);
      assertEquals("07001", missing.getSQLState());
      assertThrows(SQLException.class, () -> statement.setString(2, "x"));
      assertThrows(SQLException.class, () -> statement.executeUpdate("ALL"));
      assertThrows(SQLException.class, () -> statement.addBatch("ALL"));
      statement.setString(1, "x");
      statement.clearParameters();
      assertThrows(SQLException.class, statement::executeUpdate);
    }
  }

  @Test
  void resultsAndCountsInTurn() throws SQLException {
    insert("a");
    try (Statement statement = connection.createStatement()) {
      assertTrue(statement.execute("ALL"));
      assertEquals(-1, statement.getUpdateCount());
      ResultSet rows = statement.getResultSet();
      assertTrue(rows.next());
      assertFalse(statement.getMoreResults());
      assertTrue(rows.isClosed());
      assertNull(statement.getResultSet());
      assertEquals(-1, statement.getUpdateCount());
      assertThrows(SQLException.class, () -> statement.executeUpdate("ALL"));
      assertThrows(SQLSyntaxErrorException.class, () -> statement.execute("nonsense"));
    }
  }

  @Test
  void executingAgainClosesTheResult() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      ResultSet first = statement.executeQuery("TYPES");
      ResultSet second = statement.executeQuery("TYPES");
      assertTrue(first.isClosed());
      assertEquals("24000", assertThrows(SQLException.class, first::next).getSQLState());
      assertTrue(second.next());
      statement.close();
      assertTrue(second.isClosed());
      assertThrows(SQLException.class, () -> statement.executeQuery("TYPES"));
    }
  }

  @Test
  void closeOnCompletionClosesTheStatement() throws SQLException {
    Statement statement = connection.createStatement();
    statement.closeOnCompletion();
    statement.executeQuery("TYPES").close();
    assertTrue(statement.isClosed());
  }

  @Test
  void wishesReachTheLink() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setMaxRows(5);
      statement.setFetchSize(7);
      statement.setQueryTimeout(3);
      statement.executeQuery("TYPES").close();
      assertEquals(5, link.lastRequest().rowsMax());
      assertEquals(7, link.lastRequest().fetchSize());
      assertEquals(3000, link.lastRequest().timeoutMillis());
      assertThrows(SQLException.class, () -> statement.setMaxRows(-1));
      assertThrows(SQLException.class, () -> statement.setFetchSize(-1));
      assertThrows(SQLException.class, () -> statement.setQueryTimeout(-1));
    }
  }

  @Test
  void cancelReachesOnlyTheStatementThatRuns() throws Exception {
    Statement idle = connection.createStatement();
    Statement busy = connection.createStatement();
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<?> running = executor.submit(() -> busy.execute("WAIT"));
      link.waiting.await();
      idle.cancel();
      assertFalse(running.isDone());
      assertFalse(connection.isValid(1));
      busy.cancel();
      Exception failure = assertThrows(java.util.concurrent.ExecutionException.class, running::get);
      assertInstanceOf(SQLTimeoutException.class, failure.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void abortEndsWhatRuns() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<?> running = executor.submit(() -> connection.createStatement().execute("WAIT"));
      link.waiting.await();
      connection.abort(Runnable::run);
      assertThrows(java.util.concurrent.ExecutionException.class, running::get);
      assertTrue(connection.isClosed());
      assertFalse(connection.isValid(1));
      SQLException closed = assertThrows(SQLException.class, connection::createStatement);
      assertEquals("08003", closed.getSQLState());
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void aClosedConnectionHasClosedStatements() throws SQLException {
    Statement statement = connection.createStatement();
    ResultSet rows = statement.executeQuery("TYPES");
    PreparedStatement prepared = connection.prepareStatement(INSERT);
    connection.close();
    connection.close();
    assertTrue(statement.isClosed());
    assertTrue(rows.isClosed());
    assertTrue(prepared.isClosed());
    rows.close();
    prepared.close();
    statement.close();
    assertThrows(SQLException.class, connection::getMetaData);
    assertFalse(connection.isValid(0));
  }

  @Test
  void refusesWhatDoesNotExist() throws SQLException {
    assertThrows(SQLFeatureNotSupportedException.class, () -> connection.prepareCall("{call x()}"));
    assertThrows(
        SQLFeatureNotSupportedException.class,
        () ->
            connection.createStatement(
                ResultSet.TYPE_SCROLL_SENSITIVE, ResultSet.CONCUR_READ_ONLY));
    assertThrows(
        SQLFeatureNotSupportedException.class,
        () -> connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE));
    assertThrows(SQLException.class, () -> connection.createStatement(1, 2, 3));
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("TYPES")) {
      assertTrue(rows.next());
      assertThrows(SQLFeatureNotSupportedException.class, () -> rows.updateInt(1, 1));
      assertThrows(SQLFeatureNotSupportedException.class, () -> rows.getArray("B"));
    }
  }

  @Test
  void isolationLevels() throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
    assertEquals(Connection.TRANSACTION_READ_COMMITTED, connection.getTransactionIsolation());
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    assertEquals(Connection.TRANSACTION_SERIALIZABLE, connection.getTransactionIsolation());
    assertThrows(
        SQLException.class, () -> connection.setTransactionIsolation(Connection.TRANSACTION_NONE));
  }

  @Test
  void metadataKnowsVersions() throws SQLException {
    assertEquals("Lightning DB", connection.getMetaData().getDatabaseProductName());
    assertEquals("7.3.1", connection.getMetaData().getDatabaseProductVersion());
    assertEquals(7, connection.getMetaData().getDatabaseMajorVersion());
    assertEquals(3, connection.getMetaData().getDatabaseMinorVersion());
    assertFalse(connection.getMetaData().getDriverVersion().contains("$"));
    assertEquals("READER", connection.getMetaData().getUserName());
  }
}
