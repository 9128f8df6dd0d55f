package org.lightningdb.sql.exec.operator;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.RowOrder;
import org.lightningdb.sql.exec.store.RowSorter;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.sql.exec.store.SortedRuns;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * Sorts, stable; what does not fit in memory goes to files as sorted runs that are merged. With a
 * limit it keeps about twice as many rows as it will return: whenever it has more, it sorts and
 * forgets those that come too late. From then on rows that come after the last one kept are not
 * stored at all.
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
    private static final int EXTRA_ROWS = 2048;
    private static final long SORT_BYTES = 24;
    private static final long ROWS_MAX = 1L << 60;

    private final Operator input;
    private final Execution execution;
    private final Batch output = new Batch(types().size());
    private RowStore store;
    private int[] rows = new int[0];
    private boolean open;
    private boolean sorted;
    private int next;
    private long end;
    private @Nullable SortedRuns runs;
    private SortedRuns.@Nullable Merge merge;
    private final int[] selected = new int[Batch.ROWS_MAX];
    private long position;
    private final RowOrder order = new RowOrder(types(), keys);

    /** With a limit, where the last of the rows kept is. */
    private @Nullable Batch last;

    private int lastAt;
    private int[] early = new int[0];

    Running(Operator input, Execution execution) {
      this.input = input;
      this.execution = execution;
      this.store = new RowStore(types(), execution.memory());
    }

    @Override
    public void open() {
      open = true;
      sorted = false;
      last = null;
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
      if (merge != null) {
        return nextMerged(merge);
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
        long work = SORT_BYTES * store.size();
        if (execution
            .memory()
            .isScarce(store.bytes() + work, work + store.growthBytes(batch.count()))) {
          writeRun();
        }
        if (keys.size() > 0 && last != null && !dropLate(batch, last)) {
          continue;
        }
        store.append(batch);
        if (kept < Long.MAX_VALUE && store.size() > 2 * kept + EXTRA_ROWS) {
          keepFirst((int) kept);
        }
      }
      input.close();
      sorted = true;
      SortedRuns written = runs;
      if (written != null) {
        writeRun();
        position = -Math.min(skip, ROWS_MAX);
        end = Math.min(most, ROWS_MAX);
        merge = written.merge();
        return;
      }
      rows = new RowSorter(store, types(), keys).sort();
      next = (int) Math.min(skip, rows.length);
      end = Math.min(kept, rows.length);
    }

    /** Sorts what is there, brings it into a file, and forgets it. */
    private void writeRun() {
      SortedRuns written = runs;
      if (written == null) {
        written = new SortedRuns(types(), keys, execution);
        runs = written;
      }
      if (store.size() > 0) {
        written.add(store, new RowSorter(store, types(), keys).sort());
        store.clear();
      }
    }

    /** The next rows of the merge, of which some are skipped first and some are too many. */
    private @Nullable Batch nextMerged(SortedRuns.Merge source) {
      while (position < end) {
        execution.context().checkCancelled();
        Batch batch = source.next();
        if (batch == null) {
          return null;
        }
        int from = (int) Math.max(0, Math.min(batch.count(), -position));
        int to = (int) Math.min(batch.count(), end - position);
        position += batch.count();
        if (from < to) {
          for (int i = from; i < to; i++) {
            selected[i - from] = i;
          }
          batch.select(selected, to - from);
          return batch;
        }
      }
      return null;
    }

    /** Drops the rows that do not come before the last one kept; false if none is left. */
    private boolean dropLate(Batch batch, Batch lastKept) {
      if (early.length < batch.positions()) {
        early = new int[batch.positions()];
      }
      int candidates = selectCandidates(batch, lastKept);
      int count = 0;
      for (int i = 0; i < candidates; i++) {
        int at = early[i];
        early[count] = at;
        count += order.compare(batch, at, lastKept, lastAt) < 0 ? 1 : 0;
      }
      batch.select(early, count);
      return count > 0;
    }

    /** The rows that may come before the last one kept, seen quickly by a number that is key. */
    private int selectCandidates(Batch batch, Batch lastKept) {
      SortKey key = keys.get(0);
      ColumnVector bounds = lastKept.column(key.column());
      boolean quick =
          batch.column(key.column()) instanceof LongVector column
              && !column.hasNulls()
              && !bounds.isNull(lastAt);
      if (!quick) {
        for (int i = 0; i < batch.count(); i++) {
          early[i] = batch.rows().position(i);
        }
        return batch.count();
      }
      long[] values = ((LongVector) batch.column(key.column())).values();
      long flip = key.descending() ? -1L : 0;
      long bound = ((LongVector) bounds).get(lastAt) ^ flip;
      int count = 0;
      for (int i = 0; i < batch.count(); i++) {
        int at = batch.rows().position(i);
        early[count] = at;
        count += (values[at] ^ flip) <= bound ? 1 : 0;
      }
      return count;
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
      for (int i = 0; i < columns.length; i++) {
        columns[i] = store.vector(i, count - 1);
      }
      last = Batch.of(columns);
      lastAt = RowStore.position(count - 1);
    }

    @Override
    public void close() {
      open = false;
      store.clear();
      rows = new int[0];
      merge = null;
      SortedRuns written = runs;
      runs = null;
      if (written != null) {
        written.close();
      }
      input.close();
    }
  }
}
