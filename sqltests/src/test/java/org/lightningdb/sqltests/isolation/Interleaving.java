package org.lightningdb.sqltests.isolation;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Three sessions of one level over the table TEST with the rows (1, 10) and (2, 20). */
final class Interleaving implements AutoCloseable {
  private final Connection observer;
  final SteppedSession t1;
  final SteppedSession t2;
  final SteppedSession t3;

  Interleaving(Level level) throws Exception {
    String url = "jdbc:lightning:mem:" + UUID.randomUUID();
    observer = DriverManager.getConnection(url);
    try (Statement statement = observer.createStatement()) {
      statement.execute("CREATE TABLE test (id INTEGER PRIMARY KEY, n INTEGER)");
      statement.execute("INSERT INTO test VALUES (1, 10), (2, 20)");
    }
    t1 = new SteppedSession(DriverManager.getConnection(url), level);
    t2 = new SteppedSession(DriverManager.getConnection(url), level);
    t3 = new SteppedSession(DriverManager.getConnection(url), level);
  }

  static String read(int id) {
    return "SELECT id, n FROM test WHERE id = " + id;
  }

  static String write(int id, int n) {
    return "UPDATE test SET n = " + n + " WHERE id = " + id;
  }

  /** What is committed. */
  List<String> rows() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = observer.createStatement();
        ResultSet result = statement.executeQuery("SELECT id, n FROM test ORDER BY id")) {
      while (result.next()) {
        rows.add(result.getInt(1) + "=" + result.getInt(2));
      }
    }
    return rows;
  }

  /** The step must wait: without that the interleaving is not the one that it is named after. */
  static void mustWait(Outcome outcome) {
    if (!outcome.waits()) {
      throw new AssertionError("did not wait: " + outcome);
    }
  }

  @Override
  public void close() throws SQLException {
    t1.close();
    t2.close();
    t3.close();
    observer.close();
  }
}
