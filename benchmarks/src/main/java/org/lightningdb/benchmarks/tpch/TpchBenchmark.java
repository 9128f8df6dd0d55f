package org.lightningdb.benchmarks.tpch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.lightningdb.benchmarks.jdbc.JdbcPeer;
import org.lightningdb.benchmarks.jdbc.ProcessorTime;
import org.lightningdb.benchmarks.jdbc.QueryFigure;
import org.lightningdb.server.tpch.TpchLoader;
import org.lightningdb.server.tpch.TpchQueries;

/**
 * Runs the 22 queries of TPC-H on one engine; run it once for each {@link JdbcPeer} and compare
 * within one sitting. First asks all queries in turn, again and again, until the time for warming
 * up is over: an engine's compiler then has seen what it has to do and stands still. Prints a row
 * of Markdown for each query: rows, a sum over all numbers of the answer to compare engines by, the
 * median wall time of the rounds and their mean processor time (its clock ticks are as long as a
 * quick query, so single rounds say nothing); then totals and geometric means.
 *
 * <p>Arguments: engine, directory, scale (0.1), rounds (3), limit of a query in seconds (60), the
 * numbers of the queries wanted, separated by commas, or "all", seconds for warming up (30), and a
 * statement to execute first, such as a SET.
 */
public final class TpchBenchmark {
  private final JdbcPeer peer;
  private final int rounds;
  private final int limitSeconds;
  private final PrintStream out;
  private final List<QueryFigure> figures = new ArrayList<>();

  private TpchBenchmark(JdbcPeer peer, int rounds, int limitSeconds, PrintStream out) {
    this.peer = peer;
    this.rounds = rounds;
    this.limitSeconds = limitSeconds;
    this.out = out;
  }

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    JdbcPeer peer = JdbcPeer.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    Path directory = Files.createDirectories(Path.of(arguments[1]));
    double scale = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 0.1;
    int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 3;
    int limitSeconds = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 60;
    List<String> wanted =
        arguments.length > 5 && !arguments[5].equals("all")
            ? List.of(arguments[5].split(","))
            : List.of();
    int warmUpSeconds = arguments.length > 6 ? Integer.parseInt(arguments[6]) : 30;
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    TpchLoader.prepareGenerator();
    try (Connection connection = peer.connect(directory)) {
      TpchData data = new TpchData(peer, connection, scale, directory);
      if (!data.isThere()) {
        data.load();
      }
      Map<Integer, String> queries = new TreeMap<>();
      TpchQueries.all(scale)
          .forEach(
              (number, sql) -> {
                if (wanted.isEmpty() || wanted.contains(String.valueOf(number))) {
                  queries.put(number, TpchDialect.rewrite(peer, sql));
                }
              });
      if (arguments.length > 7) {
        try (Statement first = connection.createStatement()) {
          first.execute(arguments[7]);
        }
      }
      TpchBenchmark benchmark = new TpchBenchmark(peer, rounds, limitSeconds, out);
      benchmark.warmUp(connection, queries, warmUpSeconds);
      benchmark.run(connection, queries);
    }
  }

  private void warmUp(Connection connection, Map<Integer, String> queries, int seconds) {
    long start = System.nanoTime();
    Set<Integer> failed = new HashSet<>();
    do {
      for (Map.Entry<Integer, String> query : queries.entrySet()) {
        if (!failed.contains(query.getKey())) {
          try {
            QueryFigure.ask(connection, query.getValue(), limitSeconds);
          } catch (SQLException e) {
            failed.add(query.getKey()); // it is reported when it is measured
          }
        }
      }
    } while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds));
  }

  private void run(Connection connection, Map<Integer, String> queries) throws SQLException {
    ProcessorTime processor = ProcessorTime.of(peer, connection);
    int failed = 0;
    for (Map.Entry<Integer, String> query : queries.entrySet()) {
      try {
        measure(connection, processor, query.getKey(), query.getValue());
      } catch (SQLException e) {
        failed++;
        out.println(row("q" + query.getKey(), "failed: " + e.getMessage()));
      }
    }
    out.println(
        row(
            "total of " + figures.size() + ", " + failed + " failed",
            "",
            "",
            text(figures.stream().mapToDouble(QueryFigure::wallMillis).sum()),
            text(figures.stream().mapToDouble(QueryFigure::processorMillis).sum())));
    out.println(
        row(
            "geometric mean",
            "",
            "",
            text(mean(figures.stream().map(QueryFigure::wallMillis).toList())),
            text(mean(figures.stream().map(QueryFigure::processorMillis).toList()))));
  }

  private void measure(Connection connection, ProcessorTime processor, int number, String sql)
      throws SQLException {
    QueryFigure figure = QueryFigure.measure(connection, processor, sql, rounds, limitSeconds);
    figures.add(figure);
    out.println(
        row(
            "q" + number,
            String.valueOf(figure.answer().rows()),
            String.format(Locale.ROOT, "%.6g", figure.answer().sum()),
            text(figure.wallMillis()),
            text(figure.processorMillis())));
  }

  private String row(String... cells) {
    return "| " + peer.name().toLowerCase(Locale.ROOT) + " | " + String.join(" | ", cells) + " |";
  }

  private static String text(double millis) {
    return String.format(Locale.ROOT, "%.1f", millis);
  }

  private static double mean(List<Double> values) {
    return Math.exp(
        values.stream().mapToDouble(value -> Math.log(Math.max(value, 0.01))).average().orElse(0));
  }
}
