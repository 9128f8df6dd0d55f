package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.Measurements;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * A query executed by operators.
 *
 * @param root yields columns of the types of {@code columns}
 * @param slotCount how many values of outer rows the correlated parts read
 */
public record OperatorQueryPlan(
    List<ResultColumn> columns,
    List<SqlType> parameterTypes,
    String explain,
    OperatorPlan root,
    int slotCount)
    implements PreparedPlan.QueryPlan {
  public OperatorQueryPlan {
    columns = List.copyOf(columns);
    parameterTypes = List.copyOf(parameterTypes);
  }

  @Override
  public BatchCursor open(ExecutionContext context) {
    Execution execution = new Execution(context, slotCount);
    Operator operator = root.operator(execution);
    try {
      operator.open();
      return new Cursor(execution, operator);
    } catch (RuntimeException e) {
      operator.close();
      execution.close();
      throw e;
    }
  }

  /** Makes dense batches of selected rows. */
  private final class Cursor implements BatchCursor {
    private final Execution execution;
    private final Operator operator;
    private @Nullable VectorBatch dense;
    private boolean ended;

    Cursor(Execution execution, Operator operator) {
      this.execution = execution;
      this.operator = operator;
    }

    @Override
    public @Nullable VectorBatch next() {
      if (ended) {
        return null;
      }
      execution.context().checkCancelled();
      Batch batch = operator.next();
      Measurements measurements = execution.measurements();
      if (measurements != null) {
        measurements.memory(execution.memory().bytesUsed());
      }
      if (batch == null) {
        ended = true;
        return null;
      }
      return batch.rows().positions() == null ? shared(batch) : copied(batch);
    }

    private static VectorBatch shared(Batch batch) {
      List<ColumnVector> vectors = new java.util.ArrayList<>(batch.columnCount());
      for (int i = 0; i < batch.columnCount(); i++) {
        vectors.add(batch.column(i));
      }
      VectorBatch result = VectorBatch.of(vectors, batch.count());
      result.setRowCount(batch.count());
      return result;
    }

    private VectorBatch copied(Batch batch) {
      VectorBatch target = dense;
      if (target == null || target.capacity() < batch.count()) {
        target =
            new VectorBatch(
                root.types().stream().map(SqlType::columnKind).toList(), batch.positions());
        dense = target;
      }
      target.clear();
      for (int column = 0; column < batch.columnCount(); column++) {
        ColumnVector from = batch.column(column);
        ColumnVector to = target.column(column);
        for (int i = 0; i < batch.count(); i++) {
          to.copyFrom(i, from, batch.rows().position(i));
        }
      }
      target.setRowCount(batch.count());
      return target;
    }

    @Override
    public void close() {
      ended = true;
      try {
        operator.close();
      } finally {
        execution.close();
      }
    }
  }
}
