package org.lightningdb.sql.exec;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.vector.VectorBatch;

/** Gathers rows to insert into batches, and tells of them. One statement's. */
class InsertedRows extends GatheredRows implements AutoCloseable {
  private static final int ROWS_FIRST = 16;

  private final @Nullable ChangeObserver observer;

  InsertedRows(
      TableDescriptor table,
      TableWriter writer,
      ZoneId zone,
      @Nullable ChangeObserver observer,
      int rowsExpected) {
    super(table, writer, zone, rowsExpected);
    this.observer = observer;
  }

  /**
   * The rows of one execution.
   *
   * @param conflict what to do about rows that are there; null = fail
   * @param generated computes generated columns; null = there are none
   */
  static InsertedRows of(
      ExecutionContext context,
      TableDescriptor table,
      @Nullable ChangeObserver observer,
      int rowsExpected,
      @Nullable ConflictAction conflict,
      @Nullable GeneratedValues generated) {
    TableWriter writer = GeneratedValues.writer(context, table, generated);
    return conflict == null
        ? new InsertedRows(table, writer, context.zone(), observer, rowsExpected)
        : new ConflictingRows(context, table, writer, observer, rowsExpected, conflict);
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

  /** Gives back what was held beside the rows. */
  @Override
  public void close() {
    // Nothing was.
  }
}
