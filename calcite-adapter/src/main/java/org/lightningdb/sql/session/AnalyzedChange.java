package org.lightningdb.sql.session;

import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.DerivedContext;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.Measurements;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.exec.operator.MeasuredText;

/**
 * EXPLAIN ANALYZE of a change: makes it, and says what the operators of its query did.
 *
 * @param kind what the change is
 * @param change planned to be measured: its text is a line about itself, then its query's
 * @param format what becomes of the text
 */
record AnalyzedChange(
    StatementKind kind,
    PreparedPlan.ModifyPlan change,
    LongSupplier nanoTime,
    UnaryOperator<String> format)
    implements PreparedPlan.QueryPlan {
  /** What a run did. */
  record Outcome(long rows, List<String> lines) {}

  @Override
  public List<ResultColumn> columns() {
    return TextRows.PLAN_COLUMNS;
  }

  @Override
  public List<SqlType> parameterTypes() {
    return change.parameterTypes();
  }

  @Override
  public String explain() {
    return change.explain();
  }

  @Override
  public BatchCursor open(ExecutionContext context) {
    throw new IllegalStateException("a change is not executed as a query");
  }

  Outcome run(ExecutionContext context) {
    Measurements measurements = new Measurements(nanoTime);
    MeasuredText text = new MeasuredText(measurements);
    long rows = change.execute(DerivedContext.measured(context, measurements), null);
    Iterator<String> lines = change.explain().lines().iterator();
    text.line(lines.next());
    for (int number = 0; lines.hasNext(); number++) {
      text.operator(lines.next(), measurements.work(number));
    }
    return new Outcome(rows, format.apply(text.total(rows)).lines().toList());
  }
}
