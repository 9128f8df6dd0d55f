package org.lightningdb.sql.exec.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.BatchBuilder;

/**
 * Sorted rows in temporary files, run by run, and their merge: rows that sort alike come in the
 * order of their runs. When there are many runs they are first merged into one.
 */
public final class SortedRuns implements AutoCloseable {
  private static final int RUNS_MAX = 64;

  private final List<SqlType> types;
  private final RowOrder order;
  private final Execution execution;
  private final List<SpilledRows> runs = new ArrayList<>();

  public SortedRuns(List<SqlType> types, List<SortKey> keys, Execution execution) {
    this.types = List.copyOf(types);
    this.order = new RowOrder(types, keys);
    this.execution = execution;
  }

  /**
   * Adds a run that comes after all others.
   *
   * @param rows the row numbers in order
   */
  public void add(RowStore store, int[] rows) {
    if (runs.size() == RUNS_MAX) {
      mergeAll();
    }
    SpilledRows run = new SpilledRows(types, execution);
    runs.add(run);
    Batch row = new Batch(types.size());
    for (int number : rows) {
      for (int i = 0; i < types.size(); i++) {
        row.setColumn(i, store.vector(i, number));
      }
      run.add(row, RowStore.position(number));
    }
    run.flush();
  }

  private void mergeAll() {
    SpilledRows merged = new SpilledRows(types, execution);
    try {
      Merge merge = merge();
      for (Batch batch = merge.next(); batch != null; batch = merge.next()) {
        execution.context().checkCancelled();
        merged.add(batch);
      }
    } catch (RuntimeException e) {
      merged.close();
      throw e;
    }
    close();
    runs.add(merged);
  }

  /** Reads all rows in order. */
  public Merge merge() {
    return new Merge();
  }

  /** One pass over the rows. */
  public final class Merge {
    private final PriorityQueue<Cursor> queue =
        new PriorityQueue<>(
            ((Comparator<Cursor>) Cursor::compareRows).thenComparingInt(cursor -> cursor.number));

    private final BatchBuilder output = new BatchBuilder(types);

    private Merge() {
      for (int i = 0; i < runs.size(); i++) {
        Cursor cursor = new Cursor(i, runs.get(i).reader());
        if (cursor.advance()) {
          queue.add(cursor);
        }
      }
    }

    /** The next rows, borrowed until the next call; null at the end. */
    public @Nullable Batch next() {
      output.clear();
      while (output.count() < Batch.ROWS_MAX) {
        Cursor first = queue.poll();
        if (first == null) {
          break;
        }
        output.copy(0, first.batch(), first.position);
        output.endRow();
        if (first.advance()) {
          queue.add(first);
        }
      }
      return output.count() == 0 ? null : output.build();
    }
  }

  /** The place in a run. */
  private final class Cursor {
    private final int number;
    private final SpilledRows.Reader reader;
    private @Nullable Batch batch;
    private int position;

    Cursor(int number, SpilledRows.Reader reader) {
      this.number = number;
      this.reader = reader;
    }

    Batch batch() {
      Batch current = batch;
      if (current == null) {
        throw new IllegalStateException("the run is at its end");
      }
      return current;
    }

    /** Goes to the next row; returns false if there is none. */
    boolean advance() {
      position++;
      if (batch == null || position == batch.count()) {
        batch = reader.next();
        position = 0;
      }
      return batch != null;
    }

    int compareRows(Cursor other) {
      return order.compare(batch(), position, other.batch(), other.position);
    }
  }

  @Override
  public void close() {
    runs.forEach(SpilledRows::close);
    runs.clear();
  }
}
