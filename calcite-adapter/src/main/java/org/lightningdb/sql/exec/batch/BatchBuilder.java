package org.lightningdb.sql.exec.batch;

import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.vector.ColumnVector;

/** A batch of its own vectors that is filled row by row from other batches. */
public final class BatchBuilder {
  private final Batch batch;
  private int count;

  public BatchBuilder(List<SqlType> types) {
    this.batch = new Batch(types.size());
    for (int i = 0; i < types.size(); i++) {
      batch.setColumn(i, ColumnVector.create(types.get(i).columnKind(), Batch.ROWS_MAX));
    }
  }

  public void clear() {
    count = 0;
    for (int i = 0; i < batch.columnCount(); i++) {
      batch.column(i).clear();
    }
  }

  /** The number of complete rows. */
  public int count() {
    return count;
  }

  /** Copies one row of a batch into the columns from {@code firstColumn} of the current row. */
  public void copy(int firstColumn, Batch source, int position) {
    copy(firstColumn, source.columnCount(), source, position);
  }

  /** Copies the first columns of one row of a batch. */
  public void copy(int firstColumn, int columnCount, Batch source, int position) {
    for (int i = 0; i < columnCount; i++) {
      batch.column(firstColumn + i).copyFrom(count, source.column(i), position);
    }
  }

  /** Makes the columns from {@code firstColumn} on null in the current row. */
  public void setNulls(int firstColumn) {
    for (int i = firstColumn; i < batch.columnCount(); i++) {
      batch.column(i).setNull(count);
    }
  }

  /** Completes the current row. */
  public void endRow() {
    count++;
  }

  /** The rows so far; valid until {@link #clear}. */
  public Batch build() {
    batch.reset(count);
    return batch;
  }
}
