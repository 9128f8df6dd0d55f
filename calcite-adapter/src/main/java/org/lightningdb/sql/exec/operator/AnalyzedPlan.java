package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.DerivedContext;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.Measurements;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.exec.SystemTableSource;
import org.lightningdb.storage.vector.VectorBatch;

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
    MeasuredText text = new MeasuredText(measurements);
    long rows = 0;
    try (BatchCursor cursor = query.open(DerivedContext.measured(context, measurements))) {
      for (VectorBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
        rows += batch.rowCount();
      }
    }
    int number = 0;
    for (String line : query.explain().lines().toList()) {
      text.operator(line, measurements.work(number++));
    }
    return text.total(rows);
  }
}
