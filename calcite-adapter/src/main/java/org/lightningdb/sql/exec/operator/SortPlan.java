package org.lightningdb.sql.exec.operator;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.RowSorter;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * Sorts, stable. With a limit it keeps about twice as many rows as it will return: whenever it has
 * more, it sorts and forgets those that come too late.
 *
 * @param offset rows to skip; null = none
 * @param fetch most rows to return; null = all
 */
public record SortPlan(
    OperatorPlan input, List<SortKey> keys, @Nullable RowNumber offset, @Nullable RowNumber fetch)
    implements OperatorPlan {
  public SortPlan {
    keys = List.copyOf(keys);
  }

  @Override
  public List<SqlType> types() {
    return input.types();
  }

  @Override
  public Operator operator(Execution execution) {
    return new Running(input.operator(execution), execution);
  }

  /** One execution's state. */
  private final class Running implements Operator {
    private static final int EXTRA_ROWS = 4096;

    private final Operator input;
    private final Execution execution;
    private final Batch output = new Batch(types().size());
    private RowStore store;
    private int[] rows = new int[0];
    private boolean open;
    private boolean sorted;
    private int next;
    private long end;

    Running(Operator input, Execution execution) {
      this.input = input;
      this.execution = execution;
      this.store = new RowStore(types(), execution.memory());
    }

    @Override
    public void open() {
      open = true;
      sorted = false;
      input.open();
    }

    @Override
    public @Nullable Batch next() {
      if (!open) {
        return null;
      }
      if (!sorted) {
        collect();
      }
      int count = (int) Math.min(Batch.ROWS_MAX, end - next);
      if (count <= 0) {
        return null;
      }
      for (int i = 0; i < output.columnCount(); i++) {
        ColumnVector vector = output.column(i);
        if (vector == null || vector.capacity() < count) {
          vector = ColumnVector.create(types().get(i).columnKind(), count);
          output.setColumn(i, vector);
        } else {
          vector.clear();
        }
        store.gather(i, rows, next, count, vector);
      }
      next += count;
      output.reset(count);
      return output;
    }

    private void collect() {
      long skip = offset == null ? 0 : offset.rows(execution, 0);
      long most = fetch == null ? Long.MAX_VALUE : fetch.rows(execution, Long.MAX_VALUE);
      long kept = most > Integer.MAX_VALUE - skip ? Long.MAX_VALUE : skip + most;
      for (Batch batch = most == 0 ? null : input.next(); batch != null; batch = input.next()) {
        execution.context().checkCancelled();
        store.append(batch);
        if (kept < Long.MAX_VALUE && store.size() > 2 * kept + EXTRA_ROWS) {
          keepFirst((int) kept);
        }
      }
      input.close();
      rows = new RowSorter(store, types(), keys).sort();
      sorted = true;
      next = (int) Math.min(skip, rows.length);
      end = Math.min(kept, rows.length);
    }

    /** Replaces the store by one with the first rows, in order. */
    private void keepFirst(int count) {
      int[] order = new RowSorter(store, types(), keys).sort();
      RowStore smaller = new RowStore(types(), execution.memory());
      ColumnVector[] columns = new ColumnVector[types().size()];
      for (int row : Arrays.copyOf(order, count)) {
        for (int i = 0; i < columns.length; i++) {
          columns[i] = store.vector(i, row);
        }
        smaller.append(columns, RowStore.position(row));
      }
      store.clear();
      store = smaller;
    }

    @Override
    public void close() {
      open = false;
      store.clear();
      rows = new int[0];
      input.close();
    }
  }
}
