package org.lightningdb.benchmarks.bulk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** One thing to do with many rows; what is before and after it is not measured. */
enum BulkTask {
  /** A batch of a prepared INSERT, in the order of the primary key. */
  BATCH("CREATE TABLE bulk_batch " + BulkTask.COLUMNS, "", "DROP TABLE bulk_batch") {
    @Override
    void measured(Connection connection, int rows) throws SQLException {
      load(connection, "bulk_batch", rows);
    }
  },
  INSERT_SELECT(
      "CREATE TABLE bulk_copy " + BulkTask.COLUMNS,
      "INSERT INTO bulk_copy SELECT * FROM bulk_source",
      "DROP TABLE bulk_copy"),
  /** The target has a secondary index, and the rows come in another order than its key's. */
  INSERT_SELECT_SCATTERED(
      "CREATE TABLE bulk_copy "
          + BulkTask.COLUMNS
          + "; CREATE INDEX bulk_copy_code ON bulk_copy (code)",
      "INSERT INTO bulk_copy SELECT other, id, code, name, amount FROM bulk_source",
      "DROP TABLE bulk_copy"),
  INDEX_OF_INTEGERS("", "CREATE INDEX bulk_code ON bulk_source (code)", "DROP INDEX bulk_code"),
  INDEX_OF_TEXTS("", "CREATE INDEX bulk_name ON bulk_source (name)", "DROP INDEX bulk_name");

  private static final String COLUMNS =
      "(id INTEGER PRIMARY KEY, other INTEGER, code INTEGER, name VARCHAR(40), amount INTEGER)";
  private static final int ROWS_OF_A_BATCH = 10_000;

  private final String before;
  private final String statement;
  private final String after;

  BulkTask(String before, String statement, String after) {
    this.before = before;
    this.statement = statement;
    this.after = after;
  }

  void prepare(Connection connection) throws SQLException {
    run(connection, before);
  }

  /** The thing itself, with its commit. */
  void measured(Connection connection, int rows) throws SQLException {
    run(connection, statement);
  }

  void cleanUp(Connection connection) throws SQLException {
    run(connection, after);
  }

  /** Makes the table that the others read. */
  static void createSource(Connection connection, int rows) throws SQLException {
    run(connection, "CREATE TABLE bulk_source " + COLUMNS);
    load(connection, "bulk_source", rows);
  }

  private static void run(Connection connection, String statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements.split(";", -1)) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
  }

  private static void load(Connection connection, String table, int rows) throws SQLException {
    Random random = new Random(rows);
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?)")) {
      for (int id = 0; id < rows; id++) {
        insert.setInt(1, id);
        insert.setInt(2, (int) (id * 2_654_435_761L % rows));
        insert.setInt(3, random.nextInt(rows));
        insert.setString(4, "customer " + random.nextInt(rows));
        insert.setInt(5, random.nextInt(10_000));
        insert.addBatch();
        if (id % ROWS_OF_A_BATCH == ROWS_OF_A_BATCH - 1) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }
}
