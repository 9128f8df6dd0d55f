package org.lightningdb.sql.point;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.ChangeObserver;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.IndexScanSource;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * DELETE of the row with a key.
 *
 * @param row finds the row and returns its key alone
 */
public record PointDeletePlan(List<SqlType> parameterTypes, String explain, IndexScanSource row)
    implements PreparedPlan.ModifyPlan {
  public PointDeletePlan {
    parameterTypes = List.copyOf(parameterTypes);
  }

  @Override
  public TableDescriptor table() {
    return row.table();
  }

  @Override
  public boolean insert() {
    return false;
  }

  @Override
  public long execute(ExecutionContext context, @Nullable ChangeObserver observer) {
    TableWriter writer = context.transaction().writer(context.snapshot(), table());
    long total = 0;
    try (BatchCursor found = row.open(context, context.parameters())) {
      VectorBatch batch = found.next();
      if (batch != null) {
        writer.delete(batch.column(0), batch.rowCount());
        if (observer != null) {
          observer.deleted(null);
        }
        total = batch.rowCount();
      }
    }
    writer.finish();
    return total;
  }
}
