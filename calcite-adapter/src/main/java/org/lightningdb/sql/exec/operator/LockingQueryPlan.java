package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.LockedTable;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.exec.RowLimits;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * A query that locks the rows it returns.
 *
 * <p>All rows are locked before the first is returned: a row that was changed since the snapshot is
 * a conflict (40001), and at READ COMMITTED the statement then begins anew with a newer snapshot,
 * keeping the locks it has. So what it returns is the newest state, and its conditions hold in it,
 * whatever joins, orders and sub-queries the query has.
 *
 * @param query yields the columns, then keys of rows
 * @param offset rows to skip, if rows that others have locked are left out; null = none
 * @param fetch rows to return at most, in the same case; null = all
 */
public record LockingQueryPlan(
    List<ResultColumn> columns,
    List<SqlType> parameterTypes,
    String explain,
    PreparedPlan.QueryPlan query,
    List<LockedTable> tables,
    @Nullable RowNumber offset,
    @Nullable RowNumber fetch)
    implements PreparedPlan.QueryPlan {
  private static final int ROWS_EACH = 1024;

  public LockingQueryPlan {
    columns = List.copyOf(columns);
    parameterTypes = List.copyOf(parameterTypes);
    tables = List.copyOf(tables);
  }

  @Override
  public boolean locksRows() {
    return true;
  }

  @Override
  public BatchCursor open(ExecutionContext context) {
    Execution execution = new Execution(context, 0);
    boolean opened = false;
    try {
      RowStore rows =
          new RowStore(columns.stream().map(ResultColumn::type).toList(), execution.memory());
      lockAll(context, rows);
      opened = true;
      return new Cursor(rows, execution);
    } finally {
      if (!opened) {
        execution.close();
      }
    }
  }

  private void lockAll(ExecutionContext context, RowStore rows) {
    long skip = rows(offset, context, 0);
    long most = rows(fetch, context, Long.MAX_VALUE);
    if (most == 0) {
      return;
    }
    ColumnVector[] vectors = new ColumnVector[columns.size()];
    try (BatchCursor source = query.open(context)) {
      for (VectorBatch batch = source.next(); batch != null; batch = source.next()) {
        context.checkCancelled();
        for (int i = 0; i < vectors.length; i++) {
          vectors[i] = batch.column(i);
        }
        for (int row = 0; row < batch.rowCount(); row++) {
          if (!lock(context, batch, row)) {
            continue;
          }
          if (skip > 0) {
            skip--;
            continue;
          }
          rows.append(vectors, row);
          if (rows.size() == most) {
            return;
          }
        }
      }
    }
  }

  private static long rows(@Nullable RowNumber number, ExecutionContext context, long absent) {
    if (number instanceof RowNumber.Parameter parameter) {
      return RowLimits.of(context.parameters().get(parameter.index()), absent);
    }
    return number instanceof RowNumber.Known known ? known.rows() : absent;
  }

  /** Whether the row is locked in all tables. */
  private boolean lock(ExecutionContext context, VectorBatch batch, int row) {
    for (LockedTable table : tables) {
      Slice key = ((BytesVector) batch.column(table.column())).get(row, new Slice());
      if (!context
          .transaction()
          .lockRow(context.snapshot(), table.table(), key, table.mode(), table.whenLocked())) {
        return false;
      }
    }
    return true;
  }

  private static final class Cursor implements BatchCursor {
    private final RowStore rows;
    private final Execution execution;
    private int next;

    Cursor(RowStore rows, Execution execution) {
      this.rows = rows;
      this.execution = execution;
    }

    @Override
    public @Nullable VectorBatch next() {
      int count = Math.min(ROWS_EACH, rows.size() - next);
      if (count <= 0) {
        return null;
      }
      List<ColumnVector> vectors = new java.util.ArrayList<>();
      for (int i = 0; i < rows.columnCount(); i++) {
        vectors.add(rows.vector(i, next));
      }
      VectorBatch batch = VectorBatch.of(vectors, count);
      batch.setRowCount(count);
      next += count;
      return batch;
    }

    @Override
    public void close() {
      execution.close();
    }
  }
}
