package org.lightningdb.sql.exec;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * Rows computed when they are read.
 *
 * @param name for explanations
 * @param rows computes the rows: Java values of the column types
 */
public record SystemTableSource(
    String name,
    List<SqlType> columnTypes,
    Function<ExecutionContext, List<@Nullable Object[]>> rows)
    implements RowSource {
  public SystemTableSource {
    columnTypes = List.copyOf(columnTypes);
  }

  @Override
  public BatchCursor open(ExecutionContext context, List<@Nullable Object> arguments) {
    return new RowListCursor(columnTypes, rows.apply(context).iterator());
  }

  /** Batches of rows that are at hand as Java values. */
  private static final class RowListCursor implements BatchCursor {
    private final List<SqlType> types;
    private final Iterator<@Nullable Object[]> rows;
    private final VectorBatch batch;

    RowListCursor(List<SqlType> types, Iterator<@Nullable Object[]> rows) {
      this.types = types;
      this.rows = rows;
      this.batch =
          new VectorBatch(
              types.stream().map(SqlType::columnKind).toList(), VectorBatch.ROWS_DEFAULT);
    }

    @Override
    public @Nullable VectorBatch next() {
      batch.clear();
      int count = 0;
      while (count < batch.capacity() && rows.hasNext()) {
        @Nullable Object[] row = rows.next();
        for (int i = 0; i < types.size(); i++) {
          VectorValues.set(batch.column(i), count, types.get(i), row[i]);
        }
        count++;
      }
      batch.setRowCount(count);
      return count == 0 ? null : batch;
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
