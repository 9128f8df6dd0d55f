package org.lightningdb.sqltests.script;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Runs the steps of a script on one connection and says what came out. */
final class ScriptRunner {
  private final Connection connection;
  private final Caching caching;

  ScriptRunner(Connection connection, Caching caching) throws SQLException {
    this.connection = connection;
    this.caching = caching;
    caching.begin(connection);
  }

  /** What the step produced, in the form its kind expects. */
  List<String> run(SqlScript.Step step) throws SQLException {
    caching.before(connection, step.sql());
    return switch (step.kind()) {
      case STATEMENT -> statement(step);
      case QUERY -> rows(step.sql());
      case QUERY_SORTED -> rows(step.sql()).stream().sorted().toList();
      case PLAN -> plan(step.sql());
      case ERROR -> error(step.sql());
    };
  }

  private List<String> statement(SqlScript.Step step) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(step.sql());
      return step.expected().isEmpty() ? List.of() : List.of("count " + statement.getUpdateCount());
    }
  }

  private List<String> plan(String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    for (String row : rows("EXPLAIN " + sql)) {
      lines.addAll(row.lines().toList());
    }
    return lines;
  }

  private List<String> error(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (ResultSet result = statement.getResultSet()) {
          while (result.next()) {
            text(result, 1);
          }
        }
      }
      return List.of("no error");
    } catch (SQLException e) {
      return List.of((e.getSQLState() + ": " + e.getMessage()).split("\n"));
    }
  }

  private List<String> rows(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columnCount = result.getMetaData().getColumnCount();
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= columnCount; i++) {
          values.add(text(result, i));
        }
        rows.add(String.join(" | ", values));
      }
      return rows;
    }
  }

  private static String text(ResultSet result, int column) throws SQLException {
    Object value = result.getObject(column);
    if (value == null) {
      return "NULL";
    }
    if (value instanceof byte[] bytes) {
      return "x'" + HexFormat.of().formatHex(bytes) + "'";
    }
    String text = result.getString(column);
    return text.isEmpty() ? "''" : text;
  }
}
