package org.lightningdb.sql.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * DELETE of the rows a query finds.
 *
 * @param query yields the row's key, and if somebody is to be told of the rows, their columns
 * @param joined whether the query may find a row several times
 */
public record DeletePlan(
    TableDescriptor table,
    List<SqlType> parameterTypes,
    String explain,
    PreparedPlan.QueryPlan query,
    boolean joined)
    implements PreparedPlan.ModifyPlan {
  public DeletePlan {
    parameterTypes = List.copyOf(parameterTypes);
  }

  private BatchCursor open(ExecutionContext context) {
    BatchCursor rows = query.open(context);
    return joined ? new FirstMatches(rows, 0, context.resources()) : rows;
  }

  @Override
  public boolean insert() {
    return false;
  }

  @Override
  public long execute(ExecutionContext context, @Nullable ChangeObserver observer) {
    TableWriter writer = context.transaction().writer(context.snapshot(), table);
    long total = 0;
    try (BatchCursor source = open(context)) {
      for (VectorBatch batch = source.next(); batch != null; batch = source.next()) {
        context.checkCancelled();
        writer.delete(batch.column(0), batch.rowCount());
        for (int row = 0; observer != null && row < batch.rowCount(); row++) {
          observer.deleted(TableRows.read(table, batch, 1, row));
        }
        total += batch.rowCount();
      }
    }
    writer.finish();
    return total;
  }
}
