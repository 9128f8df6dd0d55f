package org.lightningdb.benchmarks.planning;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.server.tpch.TpchQueries;
import org.lightningdb.sql.bind.TableStatistics;
import org.lightningdb.sql.lower.CalciteQueryPlanner;
import org.lightningdb.sql.parser.LightningParser;
import org.lightningdb.sql.plan.PlanRequest;
import org.lightningdb.sql.plan.PlanningObserver;

/**
 * Plans short statements, an INSERT of many rows and the queries of TPC-H again and again, and
 * prints the processor time of the planning thread, in microseconds: the first planning, and
 * medians for the whole and for each step. No data is read; the catalog claims the sizes of scale
 * 1.
 *
 * <p>Arguments: seconds of warm-up for each statement (2), rounds (50), {@code plans} to print the
 * plans too, names of the statements wanted (all).
 */
public final class PlanningBenchmark implements PlanningObserver {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final CalciteQueryPlanner planner =
      new CalciteQueryPlanner(LightningParser::parseExpression, this);
  private final TpchCatalog tables = TpchCatalog.create();
  private final CatalogSnapshot catalog = tables.snapshot();
  private final TableStatistics statistics =
      (table, index, ranges) -> ranges.isEmpty() ? 0 : tables.rowCount(table);
  private final Map<String, List<Long>> nanosByStep = new LinkedHashMap<>();
  private String step = "";
  private long stepBegan;

  private PlanningBenchmark() {}

  /** See the class. */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    double warmUpSeconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 2;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50;
    boolean plans = arguments.length > 2 && arguments[2].equals("plans");
    List<String> wanted =
        List.of(arguments).subList(Math.min(3, arguments.length), arguments.length);
    PlanningBenchmark benchmark = new PlanningBenchmark();
    Map<String, List<Long>> sums = new LinkedHashMap<>();
    for (Map.Entry<String, String> statement : statements().entrySet()) {
      if (wanted.isEmpty() || wanted.contains(statement.getKey())) {
        benchmark.measure(statement.getKey(), statement.getValue(), warmUpSeconds, rounds, out);
        benchmark.addTo(sums);
        if (plans) {
          out.println(benchmark.plan(statement.getValue()));
        }
      }
    }
    out.println("sum " + shown(sums));
  }

  private void measure(String name, String sql, double warmUpSeconds, int rounds, PrintStream out) {
    long first = timed(sql);
    long until = System.nanoTime() + (long) (warmUpSeconds * 1e9);
    while (System.nanoTime() < until) {
      timed(sql);
    }
    nanosByStep.clear();
    List<Long> whole = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      whole.add(timed(sql));
    }
    whole.sort(null);
    out.printf(
        Locale.ROOT,
        "%s first %d median %d: %s%n",
        name,
        first / 1000,
        whole.get(rounds / 2) / 1000,
        shown(nanosByStep));
  }

  private void addTo(Map<String, List<Long>> sums) {
    nanosByStep.forEach(
        (name, nanos) ->
            sums.merge(
                name, List.of(median(nanos)), (one, other) -> List.of(one.get(0) + other.get(0))));
  }

  private static String shown(Map<String, List<Long>> nanosByStep) {
    List<String> steps = new ArrayList<>();
    nanosByStep.forEach((name, nanos) -> steps.add(name + " " + median(nanos) / 1000));
    return String.join(", ", steps);
  }

  private static long median(List<Long> nanos) {
    return nanos.stream().sorted().skip(nanos.size() / 2).findFirst().orElse(0L);
  }

  private long timed(String sql) {
    long began = THREADS.getCurrentThreadCpuTime();
    plan(sql);
    begin("");
    return THREADS.getCurrentThreadCpuTime() - began;
  }

  private String plan(String sql) {
    begin("PARSE");
    PlanRequest request =
        new PlanRequest(
            LightningParser.parse(sql),
            sql,
            catalog,
            CatalogSnapshot.SCHEMA_DEFAULT,
            List.of(),
            statistics,
            Set.of());
    begin("OTHER");
    return planner.plan(request).explain();
  }

  @Override
  public void begin(String next) {
    long now = THREADS.getCurrentThreadCpuTime();
    if (!step.isEmpty()) {
      nanosByStep.computeIfAbsent(step, name -> new ArrayList<>()).add(now - stepBegan);
    }
    step = next;
    stepBegan = now;
  }

  private static Map<String, String> statements() {
    Map<String, String> statements = new LinkedHashMap<>();
    statements.put("select", "SELECT a FROM t WHERE b = 1");
    statements.put("join", "SELECT a, n_name FROM t, nation WHERE b = n_nationkey AND t.id < 100");
    statements.put("insert1000", insert(1000));
    TpchQueries.all(1).forEach((number, sql) -> statements.put("q" + number, sql));
    return statements;
  }

  /** An INSERT of rows that are all literals. */
  private static String insert(int rows) {
    List<String> values = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      values.add(
          String.format(Locale.ROOT, "(%d, %d, %d, 'text %d')", row, row % 7, row % 100, row));
    }
    return "INSERT INTO t VALUES " + String.join(", ", values);
  }
}
