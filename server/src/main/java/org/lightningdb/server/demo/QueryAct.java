package org.lightningdb.server.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lightningdb.server.console.Screen;
import org.lightningdb.server.console.TextTable;

/** Asks one question: its SQL, its plan, its rows, its time, and whether the answer is right. */
final class QueryAct {
  private static final int ROWS_SHOWN = 10;

  private final Screen screen;
  private final Verdict verdict;
  private final Connection connection;

  QueryAct(Screen screen, Verdict verdict, Connection connection) {
    this.screen = screen;
    this.verdict = verdict;
    this.connection = connection;
  }

  void play(DemoQuery query) throws SQLException {
    screen.heading(query.title());
    screen.quote(null, query.sql());
    String plan = explain(query.sql());
    screen.quote("EXPLAIN", plan);
    Stopwatch first = new Stopwatch();
    List<List<@Nullable String>> rows = new ArrayList<>();
    TextTable table = ask(query.sql(), rows);
    String firstTime = first.toString();
    Stopwatch second = new Stopwatch();
    ask(query.sql(), new ArrayList<>());
    String secondTime = second.toString();
    screen.table(table);
    screen.note(
        rows.size()
            + (rows.size() == 1 ? " row" : " rows")
            + " in "
            + firstTime
            + ", again in "
            + secondTime);
    List<List<@Nullable String>> answer = query.answer();
    if (!verdict.check(rows.equals(answer), "the rows are those that plain Java computes")) {
      showDifference(rows, answer);
    }
    String upper = plan.toUpperCase(Locale.ROOT);
    List<String> missing =
        query.planShows().stream().filter(word -> !upper.contains(word)).toList();
    verdict.check(
        missing.isEmpty(),
        "the plan shows "
            + String.join(", ", query.planShows())
            + (missing.isEmpty() ? "" : " (missing: " + String.join(", ", missing) + ")"));
  }

  private String explain(String sql) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("EXPLAIN " + sql)) {
      while (result.next()) {
        plan.append(result.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }

  private TextTable ask(String sql, List<List<@Nullable String>> rows) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return TextTable.read(result, ROWS_SHOWN, rows::add);
    }
  }

  private void showDifference(
      List<List<@Nullable String>> rows, List<List<@Nullable String>> answer) {
    screen.line("  rows: " + rows.size() + ", expected: " + answer.size());
    for (int i = 0; i < Math.max(rows.size(), answer.size()); i++) {
      List<@Nullable String> found = i < rows.size() ? rows.get(i) : List.of();
      List<@Nullable String> expected = i < answer.size() ? answer.get(i) : List.of();
      if (!found.equals(expected)) {
        screen.line("  row " + (i + 1) + " is       " + found);
        screen.line("  row " + (i + 1) + " should be " + expected);
        return;
      }
    }
  }
}
