package org.lightningdb.benchmarks.start;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.lightningdb.benchmarks.jdbc.JdbcPeer;

/** What each new Java runs: makes the table if it is not there, else reads one row by its key. */
final class FirstRow {
  private static final int ROWS = 10_000;
  private static final int KEY = 4711;

  private FirstRow() {}

  /**
   * Arguments: engine, directory, {@code fill} or {@code read}. Fails if the row is not there. The
   * exit status is the only result, since a line of output would load more classes.
   */
  public static void main(String[] arguments) throws SQLException {
    JdbcPeer peer = JdbcPeer.valueOf(arguments[0]);
    try (Connection connection = peer.connect(Path.of(arguments[1]))) {
      if (arguments[2].equals("fill")) {
        fill(connection);
      } else {
        read(connection);
      }
    }
  }

  private static void fill(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(40))");
    }
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
      for (int i = 0; i < ROWS; i++) {
        insert.setInt(1, i);
        insert.setString(2, "row " + i);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    connection.commit();
  }

  private static void read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT name FROM t WHERE id = " + KEY)) {
      if (!result.next() || !result.getString(1).equals("row " + KEY)) {
        throw new IllegalStateException("row " + KEY + " is not there");
      }
    }
  }
}
