package org.lightningdb.sql.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * A change with RETURNING: it is made completely, then a query reads the rows that it changed. It
 * is executed by {@link #run}, since it needs a transaction that may write.
 *
 * @param rows reads {@link ExecutionContext#ownRows} under {@link #CHANGED}
 */
public record ReturningPlan(
    PreparedPlan.ModifyPlan change,
    List<ResultColumn> columns,
    List<SqlType> parameterTypes,
    PreparedPlan.QueryPlan rows)
    implements PreparedPlan.QueryPlan {
  /** What the query calls the changed rows. */
  public static final String CHANGED = "\u0001CHANGED";

  public ReturningPlan {
    columns = List.copyOf(columns);
    parameterTypes = List.copyOf(parameterTypes);
  }

  /** How many rows were changed, and what is returned of them. */
  public record Outcome(long count, List<List<@Nullable Object>> rows) {}

  @Override
  public String explain() {
    String query = rows.explain().lines().count() > 2 ? "\n" + indented(rows.explain()) : "";
    return "Returning" + query + "\n" + indented(change.explain());
  }

  private static String indented(String text) {
    return text.indent(2).stripTrailing();
  }

  @Override
  public BatchCursor open(ExecutionContext context) {
    throw new IllegalStateException("a change is not executed as a query");
  }

  /** Makes the change, then computes what is returned. */
  public Outcome run(ExecutionContext context) {
    try (ReturnedRows changed = new ReturnedRows(change.table(), context.resources())) {
      long count = change.execute(context, changed);
      ExecutionContext reading =
          DerivedContext.withOwnRows(context, Map.of(CHANGED, changed.rows()));
      return new Outcome(count, read(reading));
    }
  }

  private List<List<@Nullable Object>> read(ExecutionContext context) {
    List<List<@Nullable Object>> result = new ArrayList<>();
    try (BatchCursor cursor = rows.open(context)) {
      for (VectorBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
        for (int row = 0; row < batch.rowCount(); row++) {
          List<@Nullable Object> values = new ArrayList<>(columns.size());
          for (int column = 0; column < columns.size(); column++) {
            values.add(VectorValues.get(batch.column(column), row, columns.get(column).type()));
          }
          result.add(values);
        }
      }
    }
    return result;
  }
}
