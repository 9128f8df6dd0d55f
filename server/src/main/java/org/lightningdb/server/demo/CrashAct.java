package org.lightningdb.server.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.lightningdb.server.console.Screen;

/**
 * Kills a process in the middle of its commits and looks whether everything it was told to be
 * committed is there after reopening, and nothing by halves.
 */
final class CrashAct {
  private static final int ACKNOWLEDGEMENTS = 400;
  private static final int PATIENCE_SECONDS = 120;

  /** How a process ends on SIGKILL: 128 + 9. */
  private static final int EXIT_KILLED = 137;

  private final Screen screen;
  private final Verdict verdict;
  private final String url;

  CrashAct(Screen screen, Verdict verdict, String url) {
    this.screen = screen;
    this.verdict = verdict;
    this.url = url;
  }

  /** The database must be closed in this process; it is closed again afterwards. */
  void play() throws SQLException, IOException, InterruptedException, DemoFailedException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(CrashWriter.TABLE);
    }
    Map<Integer, Long> acknowledged = writeAndKill();
    long total = acknowledged.values().stream().mapToLong(Long::longValue).sum();
    Stopwatch stopwatch = new Stopwatch();
    try (Connection connection = DriverManager.getConnection(url)) {
      screen.line("Reopened in " + stopwatch + ", recovery included.");
      look(connection, acknowledged, total);
    }
  }

  private Map<Integer, Long> writeAndKill()
      throws IOException, InterruptedException, DemoFailedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                CrashWriter.class.getName(),
                url)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Map<Integer, Long> acknowledged = new HashMap<>();
    Thread watchdog = new Thread(() -> killIfLate(writer), "crash-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
      int read = 0;
      String line;
      while ((line = lines.readLine()) != null) {
        String[] parts = line.split(" ", 2);
        if (parts.length == 2 && !parts[1].isEmpty()) {
          acknowledged.merge(Integer.valueOf(parts[0]), Long.valueOf(parts[1]), Math::max);
        }
        if (++read == ACKNOWLEDGEMENTS) {
          screen.line("Process " + writer.pid() + " commits; SIGKILL now.");
          kill(writer);
        }
      }
      int exit = writer.waitFor();
      if (read < ACKNOWLEDGEMENTS) {
        throw new DemoFailedException(
            "the writing process ended by itself with status "
                + exit
                + " after "
                + read
                + " commits");
      }
      verdict.check(exit == EXIT_KILLED, "the writing process was killed (status " + exit + ")");
    } finally {
      writer.destroyForcibly();
    }
    return acknowledged;
  }

  /**
   * Sends SIGKILL. {@link Process#destroyForcibly} would also close the pipe, and with it lose
   * acknowledgements that were written before.
   */
  private static void kill(Process writer) {
    writer.toHandle().destroyForcibly();
  }

  private static void killIfLate(Process writer) {
    try {
      if (!writer.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        kill(writer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Connection connection, Map<Integer, Long> acknowledged, long total)
      throws SQLException {
    Map<Integer, Long> found = new HashMap<>();
    boolean whole = true;
    boolean gapless = true;
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT writer, number, COUNT(*) FROM crash_log"
                    + " GROUP BY writer, number ORDER BY writer, number")) {
      while (rows.next()) {
        long before = found.getOrDefault(rows.getInt(1), 0L);
        gapless &= rows.getLong(2) == before + 1;
        whole &= rows.getLong(3) == CrashWriter.ROWS_PER_TRANSACTION;
        found.put(rows.getInt(1), rows.getLong(2));
      }
    }
    boolean nothingLost = gapless;
    boolean nothingInvented = true;
    for (Map.Entry<Integer, Long> entry : acknowledged.entrySet()) {
      long last = found.getOrDefault(entry.getKey(), 0L);
      nothingLost &= last >= entry.getValue();
      nothingInvented &= last <= entry.getValue() + 1;
    }
    verdict.check(
        nothingLost,
        "all "
            + total
            + " acknowledged transactions ("
            + total * CrashWriter.ROWS_PER_TRANSACTION
            + " rows) of "
            + acknowledged.size()
            + " writers are there");
    verdict.check(whole, "no transaction is there by half");
    verdict.check(
        nothingInvented, "at most the one unanswered commit of each writer is there beyond that");
  }

  /** What to say before {@link #play}. */
  static List<String> introduction() {
    return List.of(
        "A second process opens the database and commits with "
            + CrashWriter.WRITERS
            + " threads, "
            + CrashWriter.ROWS_PER_TRANSACTION
            + " rows a transaction.",
        "It tells each commit that the database acknowledged. After "
            + ACKNOWLEDGEMENTS
            + " of them it is killed.");
  }
}
