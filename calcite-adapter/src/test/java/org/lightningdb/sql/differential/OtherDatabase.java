package org.lightningdb.sql.differential;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables in H2, or in the database of {@code lightning.differential.jdbc}: PostgreSQL, whose
 * text must be sorted as bytes are (LC_COLLATE C). There each instance has a schema of its own,
 * which it drops in the end.
 */
final class OtherDatabase implements AutoCloseable {
  private final Connection connection;
  private final @Nullable String schema;

  private OtherDatabase(Connection connection, @Nullable String schema) {
    this.connection = connection;
    this.schema = schema;
  }

  /** Whom this run asks. */
  static Dialect dialect() {
    return System.getProperty("lightning.differential.jdbc") == null
        ? Dialect.H2
        : Dialect.POSTGRESQL;
  }

  static OtherDatabase open(TestTables tables) throws SQLException {
    String url = System.getProperty("lightning.differential.jdbc", "jdbc:h2:mem:");
    Connection connection = DriverManager.getConnection(url);
    String schema = null;
    if (dialect() == Dialect.POSTGRESQL) {
      try (Statement statement = connection.createStatement()) {
        schema = "differential_" + backend(statement);
        statement.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
        statement.execute("CREATE SCHEMA " + schema);
        statement.execute("SET search_path = " + schema);
        statement.execute("SET client_min_messages = error");
      }
    }
    OtherDatabase database = new OtherDatabase(connection, schema);
    database.fill(tables);
    return database;
  }

  /** A number that no other open connection has. */
  private static int backend(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("SELECT pg_backend_pid()")) {
      result.next();
      return result.getInt(1);
    }
  }

  private void fill(TestTables tables) throws SQLException {
    for (String name : tables.rows().keySet()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE " + name + TestTables.COLUMNS);
      }
      String sql = "INSERT INTO " + name + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
      try (PreparedStatement insert = connection.prepareStatement(sql)) {
        for (List<@Nullable Object> row : tables.rows().getOrDefault(name, List.of())) {
          for (int i = 0; i < row.size(); i++) {
            insert.setObject(i + 1, row.get(i));
          }
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }

  List<String> ask(String sql, boolean ordered) throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getObject(i));
        }
        rows.add(row);
      }
    }
    return Answers.of(rows, ordered);
  }

  long change(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      if (schema != null) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("DROP SCHEMA " + schema + " CASCADE");
        }
      }
    }
  }
}
