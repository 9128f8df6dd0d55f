package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.sql.exec.window.Frames;
import org.lightningdb.sql.exec.window.SortedRows;
import org.lightningdb.sql.exec.window.WindowFrame;
import org.lightningdb.sql.exec.window.WindowFunction;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * Adds columns of window functions that share partitions, order and frame. Rows come out sorted by
 * partition and order.
 *
 * @param keys the partition's columns, then the order's
 * @param partitionKeyCount how many of the keys divide partitions
 */
public record WindowPlan(
    OperatorPlan input,
    List<SortKey> keys,
    int partitionKeyCount,
    WindowFrame frame,
    List<WindowFunction> functions)
    implements OperatorPlan {
  public WindowPlan {
    keys = List.copyOf(keys);
    functions = List.copyOf(functions);
  }

  @Override
  public List<SqlType> types() {
    List<SqlType> types = new ArrayList<>(input.types());
    functions.forEach(function -> types.add(function.type()));
    return types;
  }

  @Override
  public Operator operator(Execution execution) {
    return new Running(input.operator(execution), execution);
  }

  private @Nullable SortKey orderKey() {
    return keys.size() == partitionKeyCount + 1 ? keys.get(partitionKeyCount) : null;
  }

  /** One execution's state. */
  private final class Running implements Operator {
    private final Operator input;
    private final Execution execution;
    private final RowStore store;
    private final List<SqlType> types = types();
    private final Batch output = new Batch(types.size());
    private final List<ColumnVector> results = new ArrayList<>();
    private int[] rows = new int[0];
    private int next;
    private boolean open;
    private boolean computed;

    Running(Operator input, Execution execution) {
      this.input = input;
      this.execution = execution;
      this.store = new RowStore(WindowPlan.this.input.types(), execution.memory());
    }

    @Override
    public void open() {
      open = true;
      computed = false;
      input.open();
    }

    @Override
    public @Nullable Batch next() {
      if (!open) {
        return null;
      }
      if (!computed) {
        compute();
      }
      int count = Math.min(Batch.ROWS_MAX, rows.length - next);
      if (count <= 0) {
        return null;
      }
      for (int i = 0; i < types.size(); i++) {
        ColumnVector vector = ColumnVector.create(types.get(i).columnKind(), count);
        if (i < store.columnCount()) {
          store.gather(i, rows, next, count, vector);
        } else {
          ColumnVector result = results.get(i - store.columnCount());
          for (int row = 0; row < count; row++) {
            vector.copyFrom(row, result, next + row);
          }
        }
        output.setColumn(i, vector);
      }
      next += count;
      output.reset(count);
      return output;
    }

    private void compute() {
      for (Batch batch = input.next(); batch != null; batch = input.next()) {
        execution.context().checkCancelled();
        store.append(batch);
      }
      input.close();
      Set<Integer> needed = new HashSet<>();
      SortKey order = orderKey();
      if (order != null) {
        needed.add(order.column());
      }
      functions.forEach(function -> needed.addAll(function.columns()));
      SortedRows sorted =
          new SortedRows(store, WindowPlan.this.input.types(), keys, partitionKeyCount, needed);
      Frames frames = new Frames(sorted, frame, order);
      for (WindowFunction function : functions) {
        execution.context().checkCancelled();
        ColumnVector result =
            ColumnVector.create(function.type().columnKind(), Math.max(1, sorted.size()));
        function.compute(sorted, frames, result, execution);
        results.add(result);
      }
      rows = sorted.rows();
      next = 0;
      computed = true;
    }

    @Override
    public void close() {
      open = false;
      results.clear();
      rows = new int[0];
      store.clear();
      input.close();
    }
  }
}
