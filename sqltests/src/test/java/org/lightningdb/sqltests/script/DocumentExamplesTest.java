package org.lightningdb.sqltests.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The examples of the SQL reference do what it says, each heading's in a database of its own. */
class DocumentExamplesTest {
  private static final List<String> PAGES = List.of("SQL.md", "TRANSACTIONS.md");

  @TestFactory
  Stream<DynamicTest> examples() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (String page : PAGES) {
      Map<String, List<SqlScript.Step>> scripts =
          DocumentExamples.read(Path.of("../docs").resolve(page));
      assertFalse(scripts.isEmpty(), page);
      scripts.forEach(
          (heading, steps) ->
              tests.add(DynamicTest.dynamicTest(page + ": " + heading, () -> run(page, steps))));
    }
    return tests.stream();
  }

  private static void run(String page, List<SqlScript.Step> steps) throws Exception {
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    try (Place.Opened opened = Place.MEMORY.open(Path.of("unused"));
        Connection connection = opened.connect()) {
      ScriptRunner runner = new ScriptRunner(connection, Caching.SHARED);
      for (SqlScript.Step step : steps) {
        String place = page + ":" + step.line() + " " + step.sql() + "\n";
        expected.add(place + String.join("\n", step.expected()));
        actual.add(place + String.join("\n", outcome(runner, step)));
      }
    }
    assertEquals(String.join("\n", expected), String.join("\n", actual));
  }

  private static List<String> outcome(ScriptRunner runner, SqlScript.Step step) {
    try {
      return runner.run(step);
    } catch (SQLException e) {
      return List.of("FAILED " + e.getSQLState() + ": " + e.getMessage());
    }
  }
}
