package org.lightningdb.sqltests.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every script under {@code src/test/resources/sql} over every place a database can live, and
 * in memory with plans made anew, cached by text, and shared by texts with other literals. With
 * {@code -Drewrite} the scripts are rewritten with what came out; the difference is the review.
 * {@code -Dscripts=} takes only those whose path has a text in it.
 */
class SqlScriptTest {
  private static final Path SCRIPTS = Path.of("src/test/resources/sql");

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> scripts() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SCRIPTS)) {
      for (Path file : files.filter(SqlScriptTest::isWanted).sorted().toList()) {
        for (Place place : Place.values()) {
          for (Caching caching : Caching.values()) {
            if (place == Place.MEMORY || caching == Caching.SHARED) {
              String name = SCRIPTS.relativize(file) + " over " + place + ", plans " + caching;
              tests.add(DynamicTest.dynamicTest(name, () -> run(file, place, caching)));
            }
          }
        }
      }
    }
    assertFalse(tests.isEmpty());
    return tests.stream();
  }

  private static boolean isWanted(Path file) {
    String name = file.toString();
    return name.endsWith(".test") && name.contains(System.getProperty("scripts", ""));
  }

  private void run(Path file, Place place, Caching caching) throws Exception {
    List<SqlScript.Step> steps = SqlScript.read(file);
    Path data = Files.createTempDirectory(directory, "script");
    List<SqlScript.Step> seen = new ArrayList<>();
    try (Place.Opened opened = place.open(data.resolve("db"));
        Connection connection = opened.connect()) {
      ScriptRunner runner = new ScriptRunner(connection, caching);
      for (SqlScript.Step step : steps) {
        seen.add(step.withExpected(run(runner, file, step)));
      }
    }
    if (System.getProperty("rewrite") != null && place == Place.MEMORY && caching == Caching.OFF) {
      Files.writeString(file, SqlScript.write(seen));
    }
  }

  private static List<String> run(ScriptRunner runner, Path file, SqlScript.Step step)
      throws SQLException {
    List<String> actual;
    try {
      actual = runner.run(step);
    } catch (SQLException e) {
      if (System.getProperty("rewrite") != null) {
        return List.of("FAILED " + e.getSQLState() + ": " + e.getMessage());
      }
      throw new SQLException(file + ":" + step.line() + ": " + e.getMessage(), e.getSQLState(), e);
    }
    if (System.getProperty("rewrite") == null) {
      List<String> expected =
          step.kind() == SqlScript.Kind.QUERY_SORTED
              ? step.expected().stream().sorted().toList()
              : step.expected();
      assertEquals(
          String.join("\n", expected),
          String.join("\n", actual),
          () -> file + ":" + step.line() + "\n" + step.sql());
    }
    return actual;
  }
}
