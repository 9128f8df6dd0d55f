package org.lightningdb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lightningdb.server.console.Screen;

/** Exit statuses and what is printed. The SQL runs on H2: the commands know only JDBC. */
final class LightningTest {
  private static final String URL = "jdbc:h2:mem:cli";

  @TempDir private Path directory = Path.of(".");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Lightning.run(arguments, screen(out), screen(err));
  }

  private static Screen screen(ByteArrayOutputStream bytes) {
    return Screen.plain(new PrintStream(bytes, true, StandardCharsets.UTF_8));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void withoutACommandItSaysWhatThereIs() {
    assertEquals(2, run());
    assertTrue(err().contains("Which command?"), err());
    String[] commands = {
      "demo", "server", "sql", "check", "scrub", "backup", "restore", "salvage", "classpath"
    };
    for (String command : commands) {
      assertTrue(err().contains("\n  " + command), err());
    }
  }

  @Test
  void anUnknownCommandOrOptionIsStatusTwo() {
    assertEquals(2, run("frobnicate"));
    assertEquals(2, run("sql", URL, "--frobnicate"));
    assertEquals(2, run("sql"));
    assertEquals(2, run("sql", URL, "-c", "values 1", "-f", "x.sql"));
    assertEquals(2, run("demo", "--scale", "-1"));
    assertEquals(2, run("server"));
  }

  @Test
  void helpIsOnStandardOutput() {
    assertEquals(0, run("--help"));
    assertTrue(out().contains("lightning demo"), out());
    assertEquals(0, run("sql", "--help"));
    assertTrue(out().contains("-f=FILE"), out());
  }

  @Test
  void aScriptPrintsResultsAndCounts() {
    assertEquals(
        0,
        run(
            "sql",
            URL,
            "-c",
            "create table t (i integer, c varchar(9)); insert into t values (1, 'a'), (22, null);"
                + "select * from t order by i"));
    assertEquals(
        String.join(
            System.lineSeparator(),
            "done",
            "2 rows changed",
            "  I | C",
            " ---+-----",
            "  1 | a",
            " 22 | NULL",
            "2 rows",
            ""),
        out());
    assertEquals("", err());
  }

  @Test
  void aScriptStopsAtItsFirstError() throws IOException {
    Path script = directory.resolve("a script.sql");
    Files.writeString(
        script,
        """
        create table t (i integer primary key);
        insert into t values (1);

        insert into t values (1);
        select 'never';
        """,
        StandardCharsets.UTF_8);
    assertEquals(1, run("sql", URL, "-f", script.toString()));
    assertTrue(err().contains("FAILED: 23505: "), err());
    assertTrue(err().contains("at line 4"), err());
    assertTrue(!out().contains("never"), out());
  }

  @Test
  void aDatabaseThatIsNotThereIsAnError() {
    assertEquals(1, run("sql", "jdbc:nobody:x", "-c", "values 1"));
    assertTrue(err().contains("08001"), err());
    assertEquals(1, run("sql", URL, "-f", directory.resolve("missing.sql").toString()));
    assertTrue(err().contains("missing.sql"), err());
  }

  @Test
  void theDemoDoesNotTouchFilesItDidNotMake() throws IOException {
    Files.writeString(directory.resolve("mine.txt"), "precious", StandardCharsets.UTF_8);
    assertEquals(1, run("demo", "--data", directory.toString()));
    assertTrue(err().contains("--data"), err());
    assertEquals(
        "precious", Files.readString(directory.resolve("mine.txt"), StandardCharsets.UTF_8));
  }

  @Test
  void aServerWithHalfALoginIsRefused() {
    assertEquals(2, run("server", "--data", directory.toString(), "--user", "ann"));
    assertTrue(err().contains("--password-file"), err());
  }

  @Test
  void theClassPathIsPrinted() {
    assertEquals(0, run("classpath"));
    assertEquals(System.getProperty("java.class.path") + System.lineSeparator(), out());
  }
}
