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
import org.lightningdb.sql.exec.store.SpillPartitions;
import org.lightningdb.sql.exec.store.SpilledRows;
import org.lightningdb.sql.exec.window.Frames;
import org.lightningdb.sql.exec.window.SortedRows;
import org.lightningdb.sql.exec.window.WindowFrame;
import org.lightningdb.sql.exec.window.WindowFunction;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * Adds columns of window functions that share partitions, order and frame. Rows come out partition
 * by partition, each sorted; partitions that do not fit in memory together go to files, divided by
 * their keys; a partition that does not fit alone is a {@link PagedWindow}.
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
    return operator(execution, 0);
  }

  private Operator operator(Execution execution, int level) {
    return new Running(input.operator(execution), execution, level);
  }

  /** The only key within a partition; null if there is none or several. */
  @Nullable SortKey orderKey() {
    return keys.size() == partitionKeyCount + 1 ? keys.get(partitionKeyCount) : null;
  }

  /** One execution's state. */
  private final class Running implements Operator {
    private static final long WORK_BYTES = 40;

    /** A part with more than this share of the rows is taken for one partition. */
    private static final double SHARE_MAX = 0.8;

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

    private final int level;
    private @Nullable SpillPartitions divided;
    private @Nullable SpilledParts parts;
    private @Nullable PagedWindow paged;

    Running(Operator input, Execution execution, int level) {
      this.level = level;
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
      if (parts != null) {
        return parts.next();
      }
      if (paged != null) {
        return paged.next();
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
        keep(batch);
      }
      input.close();
      computed = true;
      SpillPartitions spilled = divided;
      PagedWindow pages = paged;
      if (spilled != null) {
        parts = new SpilledParts(List.of(spilled), part -> operator(spilled, part));
      } else if (pages != null) {
        pages.take(store);
        pages.complete();
      } else {
        computeInMemory();
      }
    }

    private void computeInMemory() {
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
    }

    private void keep(Batch batch) {
      if (divided == null && !hasRoom(batch)) {
        if (partitionKeyCount > 0 && level < SpillPartitions.LEVEL_MAX) {
          divided = spill();
        } else {
          PagedWindow pages = paged == null ? new PagedWindow(WindowPlan.this, execution) : paged;
          paged = pages;
          pages.take(store);
        }
      }
      SpillPartitions spilled = divided;
      if (spilled == null) {
        store.append(batch);
      } else {
        spilled.add(batch, partitionKeys(batch));
      }
    }

    private boolean hasRoom(Batch batch) {
      long work = WORK_BYTES * (1 + functions.size()) * store.size();
      return !execution
          .memory()
          .isScarce(store.bytes() + work, work + store.growthBytes(batch.count()));
    }

    private SpillPartitions spill() {
      List<SqlType> inputTypes = WindowPlan.this.input.types();
      List<SqlType> keyTypes =
          keys.subList(0, partitionKeyCount).stream()
              .map(key -> inputTypes.get(key.column()))
              .toList();
      SpillPartitions spilled = new SpillPartitions(inputTypes, keyTypes, level, execution);
      divided = spilled;
      Batch chunk = new Batch(inputTypes.size());
      for (int row = 0; row < store.size(); ) {
        row = store.chunk(row, chunk);
        spilled.add(chunk, partitionKeys(chunk));
      }
      store.clear();
      return spilled;
    }

    private ColumnVector[] partitionKeys(Batch batch) {
      ColumnVector[] vectors = new ColumnVector[partitionKeyCount];
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = batch.column(keys.get(i).column());
      }
      return vectors;
    }

    private Operator operator(SpillPartitions all, int number) {
      SpilledRows part = all.part(number);
      boolean dominated = level > 0 && part.rowCount() > SHARE_MAX * all.rowCount();
      return new WindowPlan(new SpilledPlan(part), keys, partitionKeyCount, frame, functions)
          .operator(execution, dominated ? SpillPartitions.LEVEL_MAX : level + 1);
    }

    @Override
    public void close() {
      open = false;
      SpilledParts running = parts;
      parts = null;
      SpillPartitions spilled = divided;
      divided = null;
      PagedWindow pages = paged;
      paged = null;
      try {
        if (running != null) {
          running.close();
        }
      } finally {
        if (spilled != null) {
          spilled.close();
        }
        if (pages != null) {
          pages.close();
        }
      }
      results.clear();
      rows = new int[0];
      store.clear();
      input.close();
    }
  }
}
