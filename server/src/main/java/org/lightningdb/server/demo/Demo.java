package org.lightningdb.server.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lightningdb.server.console.Screen;
import org.lightningdb.server.console.TextTable;
import org.lightningdb.server.tpch.TpchLoader;
import org.lightningdb.server.tpch.TpchSchema;

/**
 * The tour in five acts: load, index, ask, crash, reopen. Every claim is checked, and the verdict
 * over all of them is the result.
 */
public final class Demo {
  private static final long ROWS_PER_SCALE_WITHOUT_NATIONS = 8_660_000;
  private static final double BYTES_PER_MEBIBYTE = 1024.0 * 1024.0;

  private final Screen screen;
  private final double scale;
  private final Path directory;
  private final Verdict verdict;
  private final List<DemoQuery> queries = DemoQuery.all();
  private final Map<String, Long> rowsLoaded = new LinkedHashMap<>();

  /**
   * @param scale the TPC-H scale factor, 1 = 8.66 million rows
   * @param directory absent, empty, or left by an earlier run
   */
  public Demo(Screen screen, double scale, Path directory) {
    this.screen = screen;
    this.scale = scale;
    this.directory = directory;
    this.verdict = new Verdict(screen);
  }

  /** Plays all acts; returns whether everything held. */
  public boolean run() throws SQLException, IOException, InterruptedException, DemoFailedException {
    Stopwatch stopwatch = new Stopwatch();
    DemoDirectory home = DemoDirectory.prepare(directory);
    screen.title("Lightning DB: TPC-H at scale " + number(scale) + " in " + home.database());
    try (Connection connection = DriverManager.getConnection(home.url())) {
      load(connection);
      index(connection);
      QueryAct act = new QueryAct(screen, verdict, connection);
      for (DemoQuery query : queries) {
        act.play(query);
      }
    }
    screen.heading("Crash: SIGKILL in the middle of commits");
    CrashAct.introduction().forEach(screen::line);
    new CrashAct(screen, verdict, home.url()).play();
    reopen(home);
    screen.heading("Verdict");
    boolean held = verdict.failed() == 0;
    if (held) {
      screen.success("all " + verdict.held() + " claims held, after " + stopwatch);
    } else {
      screen.failure(
          verdict.failed() + " of " + (verdict.held() + verdict.failed()) + " claims did not hold");
    }
    screen.note("The database stays; ask it yourself:  lightning sql '" + home.url() + "'");
    return held;
  }

  private void load(Connection connection) throws SQLException {
    screen.heading("Load: JDBC batches");
    Stopwatch preparation = new Stopwatch();
    TpchLoader.prepareGenerator();
    screen.note("The generator made its text in " + preparation + ".");
    Stopwatch stopwatch = new Stopwatch();
    long rows = 0;
    try (Statement statement = connection.createStatement();
        LoadProgress progress = LoadProgress.on(screen, rowsExpected())) {
      for (TpchSchema.Table table : TpchSchema.TABLES) {
        statement.execute(table.definition());
      }
      connection.setAutoCommit(false);
      TpchLoader loader =
          new TpchLoader(connection, scale, row -> queries.forEach(query -> query.observe(row)));
      for (TpchSchema.Table table : TpchSchema.TABLES) {
        progress.table(table.name());
        long loaded = loader.load(table, progress::rowsDone);
        rowsLoaded.put(table.name(), loaded);
        rows += loaded;
      }
      connection.setAutoCommit(true);
    }
    screen.line(
        String.format(
            Locale.ROOT,
            "%,d rows in %s, %,.0f rows/s, every transaction durable when its commit returned.",
            rows,
            stopwatch,
            rows / Math.max(stopwatch.seconds(), 1e-3)));
  }

  private void index(Connection connection) throws SQLException {
    screen.heading("Secondary indexes");
    try (Statement statement = connection.createStatement()) {
      for (TpchSchema.Index index : TpchSchema.INDEXES) {
        Stopwatch stopwatch = new Stopwatch();
        statement.execute(index.definition());
        screen.line(String.format(Locale.ROOT, "  %-66s %8s", index.definition(), stopwatch));
      }
    }
  }

  private void reopen(DemoDirectory home) throws SQLException, IOException {
    screen.heading("Close, reopen, count");
    Stopwatch stopwatch = new Stopwatch();
    try (Connection connection = DriverManager.getConnection(home.url());
        Statement statement = connection.createStatement()) {
      screen.line("Reopened in " + stopwatch + ".");
      TextTable counts =
          TextTable.of(List.of("table", "rows", "loaded"), List.of(false, true, true));
      boolean same = true;
      for (Map.Entry<String, Long> table : rowsLoaded.entrySet()) {
        long count = count(statement, table.getKey());
        same &= count == table.getValue();
        counts.add(
            List.of(table.getKey(), Long.toString(count), Long.toString(table.getValue())),
            Long.MAX_VALUE);
      }
      screen.table(counts);
      long total = rowsLoaded.values().stream().mapToLong(Long::longValue).sum();
      verdict.check(
          same, String.format(Locale.ROOT, "all %,d loaded rows are counted again", total));
    }
    screen.note(
        String.format(
            Locale.ROOT, "%.1f MiB on disk after closing", home.sizeBytes() / BYTES_PER_MEBIBYTE));
  }

  private static long count(Statement statement, String table) throws SQLException {
    try (ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      result.next();
      return result.getLong(1);
    }
  }

  private long rowsExpected() {
    return Math.round(scale * ROWS_PER_SCALE_WITHOUT_NATIONS) + 30;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
  }
}
