package org.lightningdb.sqltests.tpcds;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sqltests.tpch.AnswerRows;

/**
 * Asks a database the queries and writes its rows in a form that two engines can agree on: sorted,
 * fractions with two digits; of long answers the first rows and how many there are; of a refusal
 * the SQLState.
 *
 * <p>{@link #main} asks another database, which must be empty, and keeps its answers as files.
 * PostgreSQL before 16 needs an alias for each derived table, which queries 2, 14 and 23 do not
 * give, and never sorts by an expression over an alias (36, 70, 86): they were edited for it.
 */
final class TpcdsAnswers {
  static final double SCALE = 0.01;

  private static final int ROWS_KEPT_MAX = 100;

  private TpcdsAnswers() {}

  /** Arguments: the URL of the database, the directory for the answers. */
  public static void main(String[] arguments) throws SQLException, IOException {
    Path directory = Files.createDirectories(Path.of(arguments[1]));
    try (Connection connection = DriverManager.getConnection(arguments[0])) {
      connection.setAutoCommit(false);
      new TpcdsTables(connection, SCALE).load();
      for (int number = 1; number <= TpcdsQueries.COUNT; number++) {
        Files.write(
            directory.resolve(fileName(number)), ask(connection, TpcdsQueries.query(number)));
      }
    }
  }

  static String fileName(int number) {
    return String.format(Locale.ROOT, "q%02d.txt", number);
  }

  static List<String> ask(Connection connection, String sql) throws SQLException {
    List<String> rows;
    try {
      rows = AnswerRows.ask(connection, sql, TpcdsAnswers::text);
    } catch (SQLException e) {
      connection.rollback();
      return List.of("error " + e.getSQLState());
    }
    rows.sort(null);
    if (rows.size() <= ROWS_KEPT_MAX) {
      return rows;
    }
    List<String> kept = new ArrayList<>(rows.subList(0, ROWS_KEPT_MAX));
    kept.add(rows.size() + " rows");
    return kept;
  }

  private static String text(@Nullable Object value) {
    if (value instanceof BigDecimal || value instanceof Double) {
      return new BigDecimal(value.toString()).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
    if (value instanceof Number number) {
      return number + ".00";
    }
    return String.valueOf(value).stripTrailing();
  }
}
