package org.lightningdb.sql.point;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.IndexScanSource;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * SELECT of columns of the row with a key.
 *
 * @param row finds the row and returns the result's columns
 */
public record PointSelectPlan(
    List<ResultColumn> columns, List<SqlType> parameterTypes, String explain, IndexScanSource row)
    implements PreparedPlan.QueryPlan {
  public PointSelectPlan {
    columns = List.copyOf(columns);
    parameterTypes = List.copyOf(parameterTypes);
  }

  @Override
  public BatchCursor open(ExecutionContext context) {
    return row.open(context, context.parameters());
  }

  /** A batch with the row, which stays as it is; null if there is no such row. */
  public @Nullable VectorBatch read(ExecutionContext context) {
    try (BatchCursor found = open(context)) {
      return found.next();
    }
  }
}
