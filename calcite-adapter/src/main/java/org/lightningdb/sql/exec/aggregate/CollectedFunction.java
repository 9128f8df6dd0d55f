package org.lightningdb.sql.exec.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.store.RowSorter;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.sql.exec.store.SortedRuns;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * Aggregates that need all rows of a group at once, in an order: they are kept, sorted by group and
 * order when results are asked for, and handed over a group at a time.
 *
 * @param columns what is kept of each row
 * @param order columns to sort each group's rows by; rows that are equal keep the order they came
 *     in
 */
public record CollectedFunction(
    Collector collector, List<Expression> columns, List<SortKey> order, SqlType type)
    implements AggregateFunction {
  public CollectedFunction {
    columns = List.copyOf(columns);
    order = List.copyOf(order);
  }

  /** Makes one value of a group's rows. Without state. */
  public interface Collector {
    /**
     * The result for a group.
     *
     * @param rows Java values of the columns; empty for the group of no rows
     * @return exactly of the result's Java class, or null
     */
    @Nullable Object collect(List<@Nullable Object[]> rows);
  }

  @Override
  public Accumulator accumulator(Execution execution) {
    return new Running(
        columns.stream().map(column -> column.evaluator(execution)).toList(), execution);
  }

  /** One execution's state; the group is the last column. */
  private final class Running implements Accumulator {
    private static final long SORT_BYTES = 24;

    /** About what a row of a group takes as Java values. */
    private static final long ROW_BYTES = 96;

    private final List<Evaluator> evaluators;
    private final List<SqlType> types = new ArrayList<>();
    private final RowStore store;
    private final ColumnVector[] values;
    private final Execution execution;
    private final List<SortKey> keys = new ArrayList<>();
    private int[] sorted = new int[0];
    private int next;

    /** What did not fit in memory, in runs. */
    private @Nullable SortedRuns runs;

    private SortedRuns.@Nullable Merge merge;
    private @Nullable Batch merged;
    private int nextMerged;

    /** All groups before this one have been read of the merge. */
    private int nextGroup;

    private long groupBytes;

    Running(List<Evaluator> evaluators, Execution execution) {
      this.execution = execution;
      keys.add(new SortKey(evaluators.size(), false, false));
      keys.addAll(order);
      this.evaluators = evaluators;
      columns.forEach(column -> types.add(column.type()));
      types.add(SqlType.of(TypeKind.BIGINT));
      this.store = new RowStore(types, execution.memory());
      this.values = new ColumnVector[types.size()];
    }

    @Override
    public void grow(int groupCount) {}

    @Override
    public void add(Batch batch, Rows rows, int[] groups) {
      merge = null;
      long work = SORT_BYTES * store.size();
      long next = work + store.growthBytes(rows.count());
      if (execution.memory().isScarce(store.bytes() + work, next)) {
        writeRun();
      }
      for (int i = 0; i < evaluators.size(); i++) {
        values[i] = evaluators.get(i).evaluate(batch, rows);
      }
      LongVector numbers = new LongVector(batch.positions());
      values[evaluators.size()] = numbers;
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        numbers.values()[position] = groups[position];
        store.append(values, position);
      }
    }

    private void writeRun() {
      SortedRuns written = runs;
      if (written == null) {
        written = new SortedRuns(types, keys, execution);
        runs = written;
      }
      if (store.size() > 0) {
        written.add(store, new RowSorter(store, types, keys).sort());
        store.clear();
      }
    }

    @Override
    public void results(int firstGroup, int count, ColumnVector target) {
      if (runs != null) {
        for (int i = 0; i < count; i++) {
          VectorValues.set(target, i, type, collector.collect(mergedRowsOf(firstGroup + i)));
          execution.memory().release(groupBytes);
          groupBytes = 0;
        }
        return;
      }
      if (sorted.length != store.size()) {
        sorted = new RowSorter(store, types, keys).sort();
      }
      next = firstRow(firstGroup);
      for (int i = 0; i < count; i++) {
        VectorValues.set(target, i, type, collector.collect(rowsOf(firstGroup + i)));
      }
    }

    private int firstRow(int wanted) {
      int low = 0;
      int high = sorted.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (group(sorted[middle]) < wanted) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private long group(int row) {
      LongVector numbers = (LongVector) store.vector(evaluators.size(), row);
      return numbers.get(RowStore.position(row));
    }

    private List<@Nullable Object[]> rowsOf(int wanted) {
      List<@Nullable Object[]> rows = new ArrayList<>();
      while (next < sorted.length && group(sorted[next]) == wanted) {
        int row = sorted[next++];
        @Nullable Object[] kept = new @Nullable Object[evaluators.size()];
        for (int i = 0; i < kept.length; i++) {
          kept[i] = VectorValues.get(store.vector(i, row), RowStore.position(row), types.get(i));
        }
        rows.add(kept);
      }
      return rows;
    }

    /** The rows of a group, read from the runs: on from the last one, or from the first again. */
    private List<@Nullable Object[]> mergedRowsOf(int wanted) {
      if (merge == null || nextGroup > wanted) {
        restart();
      }
      List<@Nullable Object[]> rows = new ArrayList<>();
      while (merged != null && groupOf(merged, nextMerged) <= wanted) {
        if (groupOf(merged, nextMerged) == wanted) {
          execution.memory().reserve(ROW_BYTES);
          groupBytes += ROW_BYTES;
          rows.add(valuesOf(merged, nextMerged));
        }
        nextMerged++;
        readOn();
      }
      nextGroup = wanted + 1;
      return rows;
    }

    private void restart() {
      writeRun();
      SortedRuns written = runs;
      merge = written == null ? null : written.merge();
      merged = null;
      readOn();
    }

    private void readOn() {
      SortedRuns.Merge source = merge;
      if (source != null && (merged == null || nextMerged == merged.count())) {
        execution.context().checkCancelled();
        merged = source.next();
        nextMerged = 0;
      }
    }

    private long groupOf(Batch rows, int position) {
      return ((LongVector) rows.column(evaluators.size())).get(position);
    }

    private @Nullable Object[] valuesOf(Batch rows, int position) {
      @Nullable Object[] kept = new @Nullable Object[evaluators.size()];
      for (int i = 0; i < kept.length; i++) {
        kept[i] = VectorValues.get(rows.column(i), position, types.get(i));
      }
      return kept;
    }

    @Override
    public void close() {
      SortedRuns written = runs;
      runs = null;
      merge = null;
      merged = null;
      execution.memory().release(groupBytes);
      groupBytes = 0;
      if (written != null) {
        written.close();
      }
      store.clear();
    }
  }
}
