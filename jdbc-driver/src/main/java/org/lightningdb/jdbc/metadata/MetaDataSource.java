package org.lightningdb.jdbc.metadata;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads INFORMATION_SCHEMA through a connection, as any other program could. */
public final class MetaDataSource {
  /** One row of a query. */
  interface RowUse {
    void use(ResultSet row) throws SQLException;
  }

  private final Connection connection;

  public MetaDataSource(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  /**
   * Hands every row of a system table to {@code use}.
   *
   * @param select the query up to its conditions
   * @param filters names to match exactly, as pairs of column and name; null names do not filter
   */
  void forEach(String select, List<Filter> filters, RowUse use) throws SQLException {
    StringBuilder sql = new StringBuilder(select);
    List<String> values = new ArrayList<>();
    for (Filter filter : filters) {
      if (filter.name() != null) {
        sql.append(values.isEmpty() ? " WHERE " : " AND ").append(filter.column()).append(" = ?");
        values.add(filter.name());
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
      for (int i = 0; i < values.size(); i++) {
        statement.setString(i + 1, values.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          use.use(rows);
        }
      }
    }
  }

  /** A condition {@code column = name}, or none if the name is null. */
  record Filter(String column, @Nullable String name) {}

  /** The names of a table's columns in order; empty if there is no such table. */
  public List<String> columnNames(String schema, String table) throws SQLException {
    List<String> names = new ArrayList<>();
    forEach(
        "SELECT COLUMN_NAME, ORDINAL_POSITION FROM INFORMATION_SCHEMA.COLUMNS",
        List.of(new Filter("TABLE_SCHEMA", schema), new Filter("TABLE_NAME", table)),
        row -> {
          int position = row.getInt(2);
          while (names.size() < position) {
            names.add("");
          }
          names.set(position - 1, row.getString(1));
        });
    return names;
  }
}
