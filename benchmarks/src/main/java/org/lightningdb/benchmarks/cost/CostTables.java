package org.lightningdb.benchmarks.cost;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;

/** The tables that {@link CostConstants} asks: a million rows, and a tenth of that. */
final class CostTables {
  static final int ROWS = 1_000_000;
  static final int SMALL_ROWS = 100_000;

  /** How far apart keys lie that are to be hashed. */
  private static final int APART = 1009;

  private static final int ROWS_PER_COMMIT = 10_000;

  private CostTables() {}

  /** Makes the tables unless they are there. */
  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (isThere(statement)) {
        return;
      }
      statement.execute(
          "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, a INTEGER NOT NULL,"
              + " few INTEGER NOT NULL, k INTEGER NOT NULL, far INTEGER NOT NULL)");
      statement.execute(
          "CREATE TABLE s (id INTEGER NOT NULL PRIMARY KEY, v INTEGER NOT NULL,"
              + " far INTEGER NOT NULL)");
    }
    SplittableRandom random = new SplittableRandom(11);
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?, ?)")) {
      for (int i = 0; i < ROWS; i++) {
        int key = random.nextInt(SMALL_ROWS);
        int[] row = {i, random.nextInt(ROWS), random.nextInt(50), key, key * APART};
        add(connection, insert, row, i == ROWS - 1);
      }
    }
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO s VALUES (?, ?, ?)")) {
      for (int i = 0; i < SMALL_ROWS; i++) {
        int[] row = {i, random.nextInt(ROWS), i * APART};
        add(connection, insert, row, i == SMALL_ROWS - 1);
      }
    }
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE INDEX t_k ON t (k)");
      statement.execute("CREATE INDEX t_a ON t (a)");
      statement.execute("ANALYZE");
    }
  }

  private static boolean isThere(Statement statement) {
    try (ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM s")) {
      return result.next() && result.getLong(1) == SMALL_ROWS;
    } catch (SQLException missing) {
      return false;
    }
  }

  private static void add(Connection connection, PreparedStatement insert, int[] row, boolean last)
      throws SQLException {
    for (int i = 0; i < row.length; i++) {
      insert.setInt(i + 1, row[i]);
    }
    insert.addBatch();
    if (row[0] % ROWS_PER_COMMIT == ROWS_PER_COMMIT - 1 || last) {
      insert.executeBatch();
      connection.commit();
    }
  }
}
