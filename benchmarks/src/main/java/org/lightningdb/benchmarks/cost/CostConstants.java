package org.lightningdb.benchmarks.cost;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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

/**
 * Measures what the planner's cost constants stand for: the time of single steps by the clock of
 * the one thread that does them, as the difference between statements that do them and statements
 * that do not, relative to a row that a table scan reads. {@code planner_avoids} forces the
 * operator that is wanted; a statement whose plan lacks it is an error. All data is cached.
 *
 * <p>Prints for each constant nanoseconds a step and how many scanned rows that is. Arguments: a
 * directory, rounds (9), seconds of warm-up for each statement (2).
 */
public final class CostConstants {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final String HASHED = "index, merge_join, lookup_join, nested_loop, join_order";
  private static final double ROWS = CostTables.ROWS;
  private static final double SMALL_ROWS = CostTables.SMALL_ROWS;

  private final Connection connection;
  private final int rounds;
  private final long warmUpNanos;
  private final PrintStream out;
  private double scanNanos;

  private CostConstants(Connection connection, int rounds, long warmUpNanos, PrintStream out) {
    this.connection = connection;
    this.rounds = rounds;
    this.warmUpNanos = warmUpNanos;
    this.out = out;
  }

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 9;
    int warmUpSeconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    String url = "jdbc:lightning:file:" + directory.resolve("costs") + ";cacheBytes=1073741824";
    try (Connection connection = DriverManager.getConnection(url)) {
      CostTables.create(connection);
      new CostConstants(connection, rounds, warmUpSeconds * 1_000_000_000L, out).run();
    }
  }

  private void run() throws SQLException {
    out.println("| constant | ns | scanned rows |");
    double wide = nanos("SELECT SUM(a), SUM(few), SUM(k), SUM(far) FROM t", "index", "TableScan");
    scanNanos = wide / ROWS;
    report("scan of four columns", wide, ROWS);
    double scan = nanos("SELECT SUM(a) FROM t", "index", "TableScan");
    report("scan of one column", scan, ROWS);
    scans(scan);
    groups();
    joins();
    mergeJoins();
    lookups();
    double sorted = nanos("SELECT a, id FROM t ORDER BY a, id", "index", "Sort");
    double unsorted = nanos("SELECT a, id FROM t", "index", "TableScan");
    report(
        "sort, per row and comparison",
        sorted - unsorted,
        ROWS * (1 + Math.log(ROWS) / Math.log(2)));
    double top = nanos("SELECT a, id FROM t ORDER BY a, id LIMIT 10", "index", "Sort");
    report("top, per row", top - scan, ROWS);
    double ranked =
        nanos(
            "SELECT SUM(r) FROM (SELECT ROW_NUMBER() OVER (PARTITION BY few ORDER BY id) AS r FROM t) AS w",
            "",
            "Window");
    report("window, per row", ranked - scan, ROWS);
  }

  private void scans(double scan) throws SQLException {
    double pushed = nanos("SELECT SUM(a) FROM t WHERE a < 500000", "index", "pushed");
    report("pushed condition, per row read", pushed - scan / 2, ROWS);
    double filtered = nanos("SELECT SUM(a) FROM t WHERE a + id < 1000000", "index", "residual");
    double both = nanos("SELECT SUM(a), SUM(id) FROM t", "index", "TableScan");
    report("filter, per row", filtered - both, ROWS);
    double projected = nanos("SELECT SUM(a + id) FROM t", "index", "TableScan");
    report("project, per row", projected - scan, ROWS);
    double entries = nanos("SELECT SUM(k) FROM t WHERE k >= 0", "", "covering");
    report("entry of a covering index", entries, ROWS);
    double backward =
        nanos(
            "SELECT SUM(a) FROM (SELECT a FROM t ORDER BY id DESC LIMIT 1000000) AS w",
            "",
            "backward");
    report("row read backward", backward, ROWS);
  }

  private void groups() throws SQLException {
    double read = nanos("SELECT SUM(few), SUM(a) FROM t", "index", "TableScan");
    double few =
        nanos("SELECT few, SUM(a) FROM t GROUP BY few", "index, sorted_aggregate", "Aggregate");
    double many =
        nanos("SELECT a, COUNT(*) FROM t GROUP BY a", "index, sorted_aggregate", "Aggregate");
    double groups = one("SELECT COUNT(DISTINCT a) FROM t");
    report("aggregate, per row", few - read, ROWS);
    report("group of a hashed aggregate", many - few, groups);
    double entries = nanos("SELECT SUM(k) FROM t WHERE k >= 0", "", "covering");
    // Equations: rows + 100,000 groups, rows + the groups of a.
    double sortedFew =
        nanos("SELECT k, COUNT(*) FROM t GROUP BY k", "hash_aggregate", "SortedAggregate")
            - entries;
    double sortedMany =
        nanos("SELECT a, COUNT(*) FROM t GROUP BY a", "hash_aggregate", "SortedAggregate")
            - entries;
    double group = (sortedMany - sortedFew) / (groups - SMALL_ROWS);
    report("sorted aggregate, per row", sortedFew - group * SMALL_ROWS, ROWS);
    report("group of a sorted aggregate", group, 1);
  }

  /** By keys that lie far apart, so that they are hashed; every row of the large table matches. */
  private void joins() throws SQLException {
    String pairs = "SELECT SUM(t.a), SUM(s.v) FROM t JOIN s ON s.far = t.far";
    double large = nanos("SELECT SUM(a), SUM(far) FROM t", "index", "TableScan");
    double inputs = large + nanos("SELECT SUM(far), SUM(v) FROM s", "index", "TableScan");
    double semi =
        nanos(
                "SELECT SUM(a) FROM t WHERE far IN (SELECT far FROM s)",
                HASHED + ", hash_build_left",
                "joinType=semi")
            - inputs;
    double buildSmall = nanos(pairs, HASHED + ", hash_build_left", "HashJoin") - inputs;
    double buildLarge = nanos(pairs, HASHED + ", hash_build_right", "HashJoin") - inputs;
    double match = (buildSmall - semi) / ROWS;
    // A large table misses the processor's caches, so that both cannot come from two equations:
    // the probe is that of the small table, whose rows are taken for two probes each to build.
    report("hash build, per row", buildLarge - match * ROWS, ROWS);
    report("hash probe, per row", semi, ROWS + 2 * SMALL_ROWS);
    report("hash match, per pair", match, 1);
    double loop =
        nanos(
            "SELECT COUNT(*) FROM s x JOIN s y ON x.v < y.v WHERE x.id < 3000 AND y.id < 3000",
            "",
            "NestedLoop");
    report("pair of a nested loop", loop, 9e6);
  }

  private void mergeJoins() throws SQLException {
    String hashes =
        "index, hash_build_left, hash_build_right, lookup_join, nested_loop, join_order";
    double large = nanos("SELECT SUM(id), SUM(a) FROM t", "index", "TableScan");
    double small = nanos("SELECT SUM(id), SUM(v) FROM s", "index", "TableScan");
    double wide =
        nanos("SELECT SUM(t.a), SUM(s.v) FROM t LEFT JOIN s ON s.id = t.id", hashes, "MergeJoin")
            - large
            - small;
    double self =
        nanos("SELECT SUM(x.a), SUM(y.few) FROM t x JOIN t y ON y.id = x.id", hashes, "MergeJoin")
            - 2 * large;
    report("merge, per row of the outer side", wide, ROWS);
    report("merge, per row of the inner side and match", self - wide, ROWS);
  }

  private void lookups() throws SQLException {
    double wide = nanos("SELECT SUM(a) FROM t WHERE k BETWEEN 1000 AND 3000", "", "row lookup");
    double narrow = nanos("SELECT SUM(k) FROM t WHERE k BETWEEN 1000 AND 3000", "", "covering");
    double found = one("SELECT COUNT(*) FROM t WHERE k BETWEEN 1000 AND 3000");
    report("row looked up from an index", wide - narrow, found);
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      list.append(i == 0 ? "" : ", ").append(i * 997);
    }
    double seeks = nanos("SELECT SUM(a) FROM t WHERE id IN (" + list + ")", "", "IndexRangeScan");
    double nothing = nanos("SELECT SUM(a) FROM t WHERE id IN (1, 5, 9)", "", "IndexRangeScan");
    report("seek of a range", seeks - nothing, 997);
    String avoided = "hash_build_left, hash_build_right, merge_join, nested_loop, join_order";
    double looked =
        nanos(
            "SELECT SUM(t.a) FROM s JOIN t ON t.id = s.v WHERE s.id < 20000",
            avoided,
            "LookupJoin");
    double outer = nanos("SELECT SUM(v) FROM s WHERE id < 20000", "", "IndexRangeScan");
    report("batched lookup, per row", looked - outer, 20_000);
  }

  private double one(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getDouble(1);
    }
  }

  private void report(String name, double nanos, double steps) {
    out.println(
        String.format(
            Locale.ROOT, "| %s | %.2f | %.2f |", name, nanos / steps, nanos / steps / scanNanos));
  }

  /** The median processor time that this thread needs for a statement. */
  private double nanos(String sql, String avoided, String operator) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET planner_avoids = '" + avoided + "'");
      check(statement, sql, operator);
      long end = System.nanoTime() + warmUpNanos;
      while (System.nanoTime() - end < 0) {
        drain(statement, sql);
      }
      List<Double> times = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        long start = THREADS.getCurrentThreadCpuTime();
        drain(statement, sql);
        times.add((double) (THREADS.getCurrentThreadCpuTime() - start));
      }
      times.sort(null);
      return times.get(rounds / 2);
    }
  }

  private static void check(Statement statement, String sql, String operator) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (ResultSet result = statement.executeQuery("EXPLAIN " + sql)) {
      while (result.next()) {
        plan.append(result.getString(1)).append('\n');
      }
    }
    if (plan.indexOf(operator) < 0) {
      throw new IllegalStateException("no " + operator + " for " + sql + ":\n" + plan);
    }
  }

  private static void drain(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        result.getLong(1);
      }
    }
  }
}
