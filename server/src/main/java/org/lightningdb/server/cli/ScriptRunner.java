package org.lightningdb.server.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.lightningdb.server.console.Screen;
import org.lightningdb.server.console.TextTable;

/** Runs the statements of a script one after the other, shows results, stops at the first error. */
final class ScriptRunner {
  private final Connection connection;
  private final Screen out;
  private final Screen err;

  ScriptRunner(Connection connection, Screen out, Screen err) {
    this.connection = connection;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs {@code script} to its end or its first error.
   *
   * @param name what to call the script in an error
   * @return the exit status: 0, or 1 after an error, which is shown
   */
  int run(String name, String script) {
    List<ScriptReader.ScriptStatement> statements = ScriptReader.statements(script);
    for (ScriptReader.ScriptStatement statement : statements) {
      try {
        execute(statement.sql());
      } catch (SQLException e) {
        String where = statements.size() == 1 ? name : name + " at line " + statement.line();
        err.failure(Lightning.describe(e));
        err.note("  in " + where);
        return 1;
      }
    }
    return 0;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (ResultSet result = statement.getResultSet()) {
          TextTable table = TextTable.read(result, Long.MAX_VALUE);
          out.table(table);
          out.note(count(table.rowCount(), "row"));
        }
      } else {
        long changed = statement.getLargeUpdateCount();
        String word = sql.split("\\W", 2)[0].toUpperCase(Locale.ROOT);
        boolean counts =
            switch (word) {
              case "INSERT", "UPDATE", "DELETE", "MERGE" -> true;
              default -> false;
            };
        out.note(counts ? count(changed, "row") + " changed" : "done");
      }
    }
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
