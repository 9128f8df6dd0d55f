package org.lightningdb.benchmarks.query;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;

/**
 * Two tables: {@code small}, and {@code big} with five times as many rows that refer to it; a fifth
 * of them to rows that are not there. The same for every run.
 */
final class QueryTables {
  private static final int ROWS_PER_COMMIT = 10_000;
  private static final int KINDS = 100;
  private static final int NOTES = 5_000;

  private final Connection connection;
  private final int smallRows;
  private final int bigRows;

  QueryTables(Connection connection, int smallRows, int bigRows) {
    this.connection = connection;
    this.smallRows = smallRows;
    this.bigRows = bigRows;
  }

  /** Makes the tables unless they are there. */
  void create() throws SQLException {
    if (isThere()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE small (id INTEGER NOT NULL PRIMARY KEY, kind INTEGER NOT NULL,"
              + " quantity INTEGER NOT NULL, name VARCHAR(30))");
      statement.execute(
          "CREATE TABLE big (id INTEGER NOT NULL PRIMARY KEY, small_id INTEGER NOT NULL,"
              + " quantity INTEGER NOT NULL, amount DECIMAL(12,2) NOT NULL,"
              + " discount DECIMAL(4,2) NOT NULL, day DATE NOT NULL, code CHAR(1) NOT NULL,"
              + " flag CHAR(1) NOT NULL, note VARCHAR(40))");
    }
    connection.setAutoCommit(false);
    fillSmall();
    fillBig();
    connection.setAutoCommit(true);
  }

  private boolean isThere() {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM big")) {
      return result.next() && result.getLong(1) > 0;
    } catch (SQLException missing) {
      return false;
    }
  }

  private void fillSmall() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO small VALUES (?, ?, ?, ?)")) {
      for (int i = 0; i < smallRows; i++) {
        insert.setInt(1, i);
        insert.setInt(2, i % KINDS);
        insert.setInt(3, i % 50);
        insert.setString(4, "row " + i);
        insert.addBatch();
        flush(insert, i, smallRows);
      }
    }
  }

  private void fillBig() throws SQLException {
    SplittableRandom random = new SplittableRandom(7);
    java.time.LocalDate first = java.time.LocalDate.of(2020, 1, 1);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO big VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int i = 0; i < bigRows; i++) {
        insert.setInt(1, i);
        insert.setInt(2, random.nextInt(smallRows + smallRows / 4));
        insert.setInt(3, random.nextInt(50));
        insert.setBigDecimal(4, BigDecimal.valueOf(random.nextInt(10_000_000), 2));
        insert.setBigDecimal(5, BigDecimal.valueOf(random.nextInt(11), 2));
        insert.setObject(6, first.plusDays(random.nextInt(365)));
        insert.setString(7, String.valueOf((char) ('A' + random.nextInt(3))));
        insert.setString(8, String.valueOf((char) ('N' + random.nextInt(2))));
        insert.setString(9, "a note about number " + random.nextInt(NOTES));
        insert.addBatch();
        flush(insert, i, bigRows);
      }
    }
  }

  private void flush(PreparedStatement insert, int row, int rows) throws SQLException {
    if (row % ROWS_PER_COMMIT == ROWS_PER_COMMIT - 1 || row == rows - 1) {
      insert.executeBatch();
      connection.commit();
    }
  }
}
