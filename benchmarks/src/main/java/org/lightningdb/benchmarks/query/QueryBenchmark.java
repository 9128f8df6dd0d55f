package org.lightningdb.benchmarks.query;

import com.sun.management.OperatingSystemMXBean;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Runs each {@link MeasuredQuery} again and again and prints a row of Markdown: rows and a checksum
 * of the result, processor milliseconds of the whole process for one execution (median and least),
 * milliseconds on the clock. The checksum must not change from build to build.
 *
 * <p>Arguments: directory, rounds (7), seconds of warm-up for each query (3), a regular expression
 * for the queries wanted (all), a statement for the session such as SET (none).
 */
public final class QueryBenchmark {
  private static final int SMALL_ROWS = 200_000;
  private static final int BIG_ROWS = 1_000_000;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Connection connection;
  private final int rounds;
  private final long warmUpNanos;

  private QueryBenchmark(Connection connection, int rounds, long warmUpNanos) {
    this.connection = connection;
    this.rounds = rounds;
    this.warmUpNanos = warmUpNanos;
  }

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Path directory = Path.of(arguments[0]);
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    int warmUpSeconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    Pattern wanted = Pattern.compile(arguments.length > 3 ? arguments[3] : "");
    Files.createDirectories(directory);
    String url = "jdbc:lightning:file:" + directory.resolve("lightning") + ";cacheBytes=1073741824";
    try (Connection connection = DriverManager.getConnection(url)) {
      new QueryTables(connection, SMALL_ROWS, BIG_ROWS).create();
      if (arguments.length > 4) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(arguments[4]);
        }
      }
      QueryBenchmark benchmark =
          new QueryBenchmark(connection, rounds, warmUpSeconds * 1000000000L);
      for (MeasuredQuery query : MeasuredQuery.values()) {
        if (wanted.matcher(query.name()).find()) {
          out.println(benchmark.row(query));
        }
      }
    }
  }

  private String row(MeasuredQuery query) throws SQLException {
    Outcome expected = execute(query);
    for (long end = System.nanoTime() + warmUpNanos; System.nanoTime() - end < 0; ) {
      execute(query);
    }
    List<Double> processor = new ArrayList<>();
    List<Double> clock = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      long processorStart = SYSTEM.getProcessCpuTime();
      long start = System.nanoTime();
      Outcome outcome = execute(query);
      clock.add((System.nanoTime() - start) / 1e6);
      processor.add((SYSTEM.getProcessCpuTime() - processorStart) / 1e6);
      if (!outcome.equals(expected)) {
        throw new IllegalStateException(query + ": " + expected + ", then " + outcome);
      }
    }
    processor.sort(null);
    clock.sort(null);
    return String.format(
        Locale.ROOT,
        "| %s | %d | %08x | %.1f | %.1f | %.1f |",
        query.name().toLowerCase(Locale.ROOT),
        expected.rows(),
        expected.checksum(),
        processor.get(rounds / 2),
        processor.get(0),
        clock.get(rounds / 2));
  }

  /**
   * What a query returned.
   *
   * @param checksum the same for the same rows in any order
   */
  private record Outcome(int rows, int checksum) {}

  private Outcome execute(MeasuredQuery query) throws SQLException {
    int rows = 0;
    int checksum = 0;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query.sql())) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        if (rows++ < 1000) {
          checksum += hash(result, columns);
        }
      }
    }
    return new Outcome(rows, checksum);
  }

  private static int hash(ResultSet result, int columns) throws SQLException {
    int hash = 1;
    for (int i = 1; i <= columns; i++) {
      String value = result.getString(i);
      hash = 31 * hash + (value == null ? 0 : value.hashCode());
    }
    return hash * 0x9e3779b9;
  }
}
