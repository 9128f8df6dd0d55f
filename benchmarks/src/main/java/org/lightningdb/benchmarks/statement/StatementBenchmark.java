package org.lightningdb.benchmarks.statement;

import com.sun.management.OperatingSystemMXBean;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.lightningdb.benchmarks.jdbc.JdbcPeer;

/**
 * Measures short statements of one engine; run it once for each {@link JdbcPeer} and compare within
 * one sitting. Prints a row of Markdown for each {@link Measure}: processor time of the whole
 * process for each statement, and statements in a second, as medians of the rounds.
 *
 * <p>Arguments: engine, directory, rows (1000000), seconds a round (2), rounds (5), warm-up seconds
 * (10), and a part of the names of the measures wanted.
 */
public final class StatementBenchmark {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final JdbcPeer peer;
  private final Path directory;
  private final int rows;
  private final long roundNanos;
  private final int rounds;
  private final long warmUpNanos;
  private final PrintStream out;

  private StatementBenchmark(String[] arguments, PrintStream out) {
    this.peer = JdbcPeer.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    this.directory = Path.of(arguments[1]);
    this.rows = number(arguments, 2, 1_000_000);
    this.roundNanos = TimeUnit.SECONDS.toNanos(number(arguments, 3, 2));
    this.rounds = number(arguments, 4, 5);
    this.warmUpNanos = TimeUnit.SECONDS.toNanos(number(arguments, 5, 10));
    this.out = out;
  }

  private static int number(String[] arguments, int index, int absent) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : absent;
  }

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    new StatementBenchmark(arguments, out).run(arguments.length > 6 ? arguments[6] : "");
  }

  private void run(String wanted) throws Exception {
    Files.createDirectories(directory);
    try (Connection first = peer.connect(directory)) {
      if (!isThere(first)) {
        create(first);
      }
      touch(first);
      for (Measure measure : Measure.values()) {
        if (measure.name().contains(wanted.toUpperCase(Locale.ROOT))) {
          out.println(row(measure));
        }
      }
    }
  }

  private static boolean isThere(Connection connection) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM t")) {
      return result.next() && result.getLong(1) > 0;
    } catch (SQLException missing) {
      return false;
    }
  }

  private void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, k INTEGER, c1 INTEGER, c2 VARCHAR(40),"
              + " c3 DECIMAL(10,2), c4 INTEGER, c5 DATE, c6 VARCHAR(20))");
    }
    SplittableRandom random = new SplittableRandom(1);
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO t (id, k, c1, c2, c3, c4) VALUES (?, ?, ?, ?, ?, ?)")) {
      for (int i = 0; i < rows; i++) {
        insert.setInt(1, i);
        insert.setInt(2, i / Measure.ROWS_PER_GROUP);
        insert.setInt(3, random.nextInt(1_000_000));
        insert.setString(4, "the value of row number " + i);
        insert.setBigDecimal(5, java.math.BigDecimal.valueOf(random.nextInt(100_000), 2));
        insert.setInt(6, random.nextInt(100));
        insert.addBatch();
        if (i % 1000 == 999 || i == rows - 1) {
          insert.executeBatch();
          connection.commit();
        }
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE INDEX t_k ON t (k)");
    }
  }

  /** Reads everything once, so that caches are full. */
  private static void touch(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT MAX(c2), MIN(c6) FROM t")) {
      result.next();
    }
  }

  private String row(Measure measure) throws Exception {
    work(measure, warmUpNanos);
    List<Double> cpu = new ArrayList<>();
    List<Double> rate = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      long cpuStart = SYSTEM.getProcessCpuTime();
      long start = System.nanoTime();
      long done = work(measure, roundNanos);
      cpu.add((SYSTEM.getProcessCpuTime() - cpuStart) / 1000.0 / done);
      rate.add(done * 1e9 / (System.nanoTime() - start));
    }
    cpu.sort(null);
    rate.sort(null);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f | %.2f | %.0f |",
        peer.name().toLowerCase(Locale.ROOT),
        measure.name().toLowerCase(Locale.ROOT),
        cpu.get(rounds / 2),
        cpu.get(0),
        rate.get(rounds / 2));
  }

  /** Statements run by all threads together. */
  private long work(Measure measure, long nanos) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(measure.threads());
    try {
      List<Callable<Long>> tasks = new ArrayList<>();
      long end = System.nanoTime() + nanos;
      for (int i = 0; i < measure.threads(); i++) {
        SplittableRandom random = new SplittableRandom(System.nanoTime() + i);
        tasks.add(() -> oneThread(measure, random, end));
      }
      long done = 0;
      for (Future<Long> task : threads.invokeAll(tasks)) {
        done += finished(task);
      }
      return done;
    } finally {
      threads.shutdown();
    }
  }

  private long oneThread(Measure measure, SplittableRandom random, long end) throws SQLException {
    try (Connection connection = peer.connect(directory)) {
      return measure.run(connection, rows, random, () -> System.nanoTime() - end >= 0);
    }
  }

  private static long finished(Future<Long> task) throws IOException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException failed) {
      throw new IOException("a thread of the benchmark failed", failed.getCause());
    }
  }
}
