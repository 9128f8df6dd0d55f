package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.Measurements;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.exec.SystemTableSource;

/**
 * EXPLAIN ANALYZE: executes a query, drops its rows and returns its plan with what each operator
 * did.
 *
 * @param format what becomes of the text
 */
public record AnalyzedPlan(
    OperatorQueryPlan query, LongSupplier nanoTime, UnaryOperator<String> format)
    implements PreparedPlan.QueryPlan {
  private static final SqlType TEXT = SqlType.varchar(SqlType.UNBOUNDED);
  private static final double NANOS_PER_MILLI = 1e6;

  @Override
  public List<ResultColumn> columns() {
    return List.of(new ResultColumn("PLAN", "PLAN", "", "", TEXT, false, false));
  }

  @Override
  public List<SqlType> parameterTypes() {
    return query.parameterTypes();
  }

  @Override
  public String explain() {
    return query.explain();
  }

  @Override
  public BatchCursor open(ExecutionContext context) {
    List<@Nullable Object[]> lines = new ArrayList<>();
    format.apply(run(context)).lines().forEach(line -> lines.add(new @Nullable Object[] {line}));
    return new SystemTableSource("PLAN", List.of(TEXT), ignored -> lines).open(context, List.of());
  }

  private String run(ExecutionContext context) {
    Measurements measurements = new Measurements(nanoTime);
    Execution execution = new Execution(context, query.slotCount());
    execution.measure(measurements);
    try {
      return run(context, execution, measurements);
    } finally {
      execution.close();
    }
  }

  private String run(ExecutionContext context, Execution execution, Measurements measurements) {
    Operator operator = query.root().operator(execution);
    long begin = measurements.nanoTime();
    long rows = 0;
    long memoryBytes = 0;
    try {
      operator.open();
      var batch = operator.next();
      while (batch != null) {
        rows += batch.count();
        memoryBytes = Math.max(memoryBytes, execution.memory().bytesUsed());
        context.checkCancelled();
        batch = operator.next();
      }
    } finally {
      operator.close();
    }
    double millis = (measurements.nanoTime() - begin) / NANOS_PER_MILLI;
    return text(measurements)
        + String.format(
            Locale.ROOT, "Total [rows=%d time=%.3fms memory=%dB]", rows, millis, memoryBytes);
  }

  private String text(Measurements measurements) {
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (String line : query.explain().lines().toList()) {
      Measurements.Work work = measurements.work(number++);
      text.append(line);
      if (work.opened() > 0) {
        text.append(
            String.format(
                Locale.ROOT,
                " [rows=%d batches=%d opened=%d time=%.3fms]",
                work.rows(),
                work.batches(),
                work.opened(),
                work.nanos() / NANOS_PER_MILLI));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
