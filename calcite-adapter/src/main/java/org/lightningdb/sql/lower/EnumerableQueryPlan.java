package org.lightningdb.sql.lower;

import java.util.List;
import java.util.Map;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.runtime.Bindable;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * A query that generated code executes.
 *
 * @param bindable the generated code, without state
 * @param stash the objects the code refers to by name, none of them a plan node
 */
record EnumerableQueryPlan(
    List<ResultColumn> columns,
    List<SqlType> parameterTypes,
    String explain,
    Bindable<?> bindable,
    Map<String, Object> stash)
    implements PreparedPlan.QueryPlan {
  EnumerableQueryPlan {
    columns = List.copyOf(columns);
    parameterTypes = List.copyOf(parameterTypes);
    stash = Map.copyOf(stash);
  }

  @Override
  public BatchCursor open(ExecutionContext context) {
    ExecutionDataContext data = new ExecutionDataContext(context, stash, parameterTypes);
    try {
      return new EnumeratorCursor(data, bindable.bind(data).enumerator(), columns);
    } catch (RuntimeException | LinkageError e) {
      data.closeAll();
      throw RuntimeErrors.translate(e);
    }
  }

  /** Rows of generated code as batches. */
  private static final class EnumeratorCursor implements BatchCursor {
    private static final int ROWS_FIRST = 64;

    private final ExecutionDataContext data;
    private final Enumerator<?> rows;
    private final SqlType[] types;
    private VectorBatch batch;
    private boolean first = true;
    private boolean ended;

    EnumeratorCursor(ExecutionDataContext data, Enumerator<?> rows, List<ResultColumn> columns) {
      this.data = data;
      this.rows = rows;
      this.types = columns.stream().map(ResultColumn::type).toArray(SqlType[]::new);
      this.batch = newBatch(ROWS_FIRST);
    }

    private VectorBatch newBatch(int capacity) {
      return new VectorBatch(
          java.util.Arrays.stream(types).map(SqlType::columnKind).toList(), capacity);
    }

    @Override
    public @Nullable VectorBatch next() {
      if (ended) {
        return null;
      }
      data.context().checkCancelled();
      if (first) {
        first = false;
      } else if (batch.capacity() == ROWS_FIRST) {
        batch = newBatch(VectorBatch.ROWS_DEFAULT);
      }
      try {
        return fill();
      } catch (RuntimeException | LinkageError e) {
        throw RuntimeErrors.translate(e);
      }
    }

    private @Nullable VectorBatch fill() {
      batch.clear();
      int count = 0;
      while (count < batch.capacity()) {
        if (!rows.moveNext()) {
          ended = true;
          break;
        }
        write(rows.current(), count);
        count++;
      }
      batch.setRowCount(count);
      return count == 0 ? null : batch;
    }

    private void write(@Nullable Object row, int position) {
      if (types.length == 1) {
        CalciteValues.toVector(batch.column(0), position, types[0], row);
        return;
      }
      @Nullable Object[] values = (@Nullable Object[]) java.util.Objects.requireNonNull(row);
      for (int i = 0; i < types.length; i++) {
        CalciteValues.toVector(batch.column(i), position, types[i], values[i]);
      }
    }

    @Override
    public void close() {
      ended = true;
      try {
        rows.close();
      } finally {
        data.closeAll();
      }
    }
  }
}
