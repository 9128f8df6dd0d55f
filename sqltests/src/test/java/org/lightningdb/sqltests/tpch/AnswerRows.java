package org.lightningdb.sqltests.tpch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The answer to a query as lines of text, one a row, with bars between the values. */
public final class AnswerRows {
  private AnswerRows() {}

  /** How a value is written, so that two engines write the same. */
  @FunctionalInterface
  public interface Format {
    String text(@Nullable Object value);
  }

  public static List<String> ask(Connection connection, String sql, Format format)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        StringJoiner row = new StringJoiner("|");
        for (int i = 1; i <= columns; i++) {
          row.add(format.text(result.getObject(i)));
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }
}
