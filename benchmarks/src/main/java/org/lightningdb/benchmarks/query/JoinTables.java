package org.lightningdb.benchmarks.query;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;
import org.lightningdb.benchmarks.jdbc.JdbcPeer;
import org.postgresql.PGConnection;

/**
 * The two tables that {@link JoinComparison} joins, the same in every engine: a fifth of the big
 * one's rows match none of the small one's, and some of those are matched by none.
 */
final class JoinTables {
  private static final int ROWS_PER_COMMIT = 10_000;
  private static final int KINDS = 100;

  private final JdbcPeer peer;
  private final Connection connection;
  private final Path directory;
  private final int smallRows;
  private final int bigRows;

  JoinTables(JdbcPeer peer, Connection connection, Path directory, int smallRows, int bigRows) {
    this.peer = peer;
    this.connection = connection;
    this.directory = directory;
    this.smallRows = smallRows;
    this.bigRows = bigRows;
  }

  /** Makes the tables unless they are there; takes an index of an earlier run away. */
  void create() throws SQLException, IOException {
    if (isThere()) {
      execute("DROP INDEX IF EXISTS join_big_small");
      return;
    }
    execute(
        "CREATE TABLE join_small (id INTEGER NOT NULL PRIMARY KEY, kind INTEGER NOT NULL,"
            + " quantity INTEGER NOT NULL)");
    execute(
        "CREATE TABLE join_big (id INTEGER NOT NULL PRIMARY KEY, small_id INTEGER NOT NULL,"
            + " quantity INTEGER NOT NULL, amount DECIMAL(12,2) NOT NULL)");
    switch (peer) {
      case DUCKDB, POSTGRES -> {
        copy("join_small");
        copy("join_big");
      }
      default -> {
        insert("join_small", "(?, ?, ?)");
        insert("join_big", "(?, ?, ?, ?)");
      }
    }
    execute("ANALYZE");
  }

  /** The big table's rows by what they are joined by. */
  void createIndex() throws SQLException {
    execute("CREATE INDEX join_big_small ON join_big (small_id)");
    execute("ANALYZE");
  }

  private boolean isThere() {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM join_big")) {
      return result.next() && result.getLong(1) == bigRows;
    } catch (SQLException missing) {
      return false;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The values of a row; of the amount, hundredths. */
  private long[] row(String table, int number, SplittableRandom random) {
    return table.equals("join_small")
        ? new long[] {number, number % KINDS, number % 50}
        : new long[] {
          number,
          random.nextInt(smallRows + smallRows / 4),
          random.nextInt(50),
          random.nextInt(10_000_000)
        };
  }

  private int rows(String table) {
    return table.equals("join_small") ? smallRows : bigRows;
  }

  private void insert(String table, String parameters) throws SQLException {
    SplittableRandom random = new SplittableRandom(7);
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table + " VALUES " + parameters)) {
      for (int i = 0; i < rows(table); i++) {
        long[] row = row(table, i, random);
        for (int column = 0; column < row.length; column++) {
          if (column == 3) {
            insert.setBigDecimal(4, java.math.BigDecimal.valueOf(row[3], 2));
          } else {
            insert.setInt(column + 1, (int) row[column]);
          }
        }
        insert.addBatch();
        if (i % ROWS_PER_COMMIT == ROWS_PER_COMMIT - 1 || i == rows(table) - 1) {
          insert.executeBatch();
          connection.commit();
        }
      }
    }
    connection.setAutoCommit(true);
  }

  private void copy(String table) throws SQLException, IOException {
    Path file = directory.resolve(table + ".csv");
    SplittableRandom random = new SplittableRandom(7);
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      for (int i = 0; i < rows(table); i++) {
        long[] row = row(table, i, random);
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.length; column++) {
          line.append(column == 0 ? "" : ",");
          line.append(column == 3 ? java.math.BigDecimal.valueOf(row[3], 2) : row[column]);
        }
        lines.write(line.append('\n').toString());
      }
    }
    if (peer == JdbcPeer.DUCKDB) {
      execute("COPY " + table + " FROM '" + file + "' (HEADER false)");
    } else {
      try (Reader lines = Files.newBufferedReader(file)) {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + table + " FROM STDIN WITH (FORMAT csv)", lines);
      }
    }
    Files.delete(file);
  }
}
