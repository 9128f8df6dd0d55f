package org.lightningdb.sql.exec;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.vector.VectorBatch;

/** Gathers rows to insert into batches, and tells of them. One statement's. */
final class InsertedRows extends GatheredRows {
  private static final int ROWS_FIRST = 16;

  private final @Nullable ChangeObserver observer;

  InsertedRows(
      TableDescriptor table,
      TableWriter writer,
      @Nullable ChangeObserver observer,
      int rowsExpected) {
    super(table, writer, rowsExpected);
    this.observer = observer;
  }

  static int rowsExpectedUnknown() {
    return ROWS_FIRST;
  }

  @Override
  void write(VectorBatch rows) {
    writer().insert(rows);
    if (observer != null) {
      for (int row = 0; row < rows.rowCount(); row++) {
        observer.inserted(rows, row);
      }
    }
  }

  /** Writes what is left, finishes the statement's writes and returns the number of rows. */
  long finish() {
    long total = flush();
    writer().finish();
    return total;
  }
}
