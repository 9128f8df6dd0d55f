package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.sql.exec.store.SpilledRows;
import org.lightningdb.sql.exec.store.WorkingRows;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * The rows that came last in a recursive query, or those that another operator looks up.
 *
 * @param number which recursive query
 */
public record WorkingScanPlan(int number, List<SqlType> types) implements OperatorPlan {
  public WorkingScanPlan {
    types = List.copyOf(types);
  }

  @Override
  public Operator operator(Execution execution) {
    return new Running(execution);
  }

  /** One execution's state. */
  private final class Running implements Operator {
    private final Execution execution;
    private final Batch batch = new Batch(types.size());
    private @Nullable RowStore rows;
    private SpilledRows.@Nullable Reader rest;
    private int next;

    Running(Execution execution) {
      this.execution = execution;
    }

    @Override
    public void open() {
      Object found = execution.workingRows(number);
      if (found instanceof WorkingRows working) {
        rows = working.first();
        rest = working.rest();
      } else {
        rows = (RowStore) found;
      }
      next = 0;
    }

    @Override
    public @Nullable Batch next() {
      RowStore source = rows;
      int count = source == null ? 0 : Math.min(Batch.ROWS_MAX, source.size() - next);
      if (source == null || count <= 0) {
        return rest == null ? null : rest.next();
      }
      int[] numbers = new int[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = next + i;
      }
      for (int i = 0; i < types.size(); i++) {
        ColumnVector vector = ColumnVector.create(types.get(i).columnKind(), count);
        source.gather(i, numbers, 0, count, vector);
        batch.setColumn(i, vector);
      }
      next += count;
      batch.reset(count);
      return batch;
    }

    @Override
    public void close() {
      rows = null;
      rest = null;
    }
  }
}
