package org.lightningdb.sql.exec.window;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.SpilledRows;
import org.lightningdb.storage.vector.LongVector;

/**
 * Stretches of rows in a file (partitions, or rows that sort alike): where each of them ends. First
 * all are added, then they are gone through in order.
 */
public final class PagedStretches implements AutoCloseable {
  private final SpilledRows ends;
  private final Batch added = new Batch(1);
  private final LongVector addedEnd = new LongVector(1);
  private SpilledRows.@Nullable Reader reader;
  private @Nullable Batch batch;
  private int next;
  private long start;
  private long end;

  public PagedStretches(Execution execution) {
    this.ends = new SpilledRows(List.of(SqlType.of(TypeKind.BIGINT)), execution);
    added.setColumn(0, addedEnd);
    added.reset(1);
  }

  /** Adds a stretch from where the last one ended. */
  public void add(long endOfNext) {
    addedEnd.set(0, endOfNext);
    ends.add(added, 0);
  }

  /** Goes to the stretch of a row, which is not before that of the last call. */
  void advance(long row) {
    SpilledRows.Reader source = reader;
    if (source == null) {
      source = ends.reader();
      reader = source;
    }
    while (row >= end) {
      if (batch == null || next == batch.count()) {
        batch = source.next();
        next = 0;
      }
      if (batch == null) {
        throw new IllegalStateException("no stretch has row " + row);
      }
      start = end;
      end = ((LongVector) batch.column(0)).get(next++);
    }
  }

  /** The first row of the stretch. */
  long start() {
    return start;
  }

  /** One after the last row of the stretch. */
  long end() {
    return end;
  }

  @Override
  public void close() {
    ends.close();
  }
}
