package org.lightningdb.sql.exec;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/** Gathers new states of rows into batches. One statement's. */
final class UpdatedRows extends GatheredRows {
  private static final int ROWS_FIRST = 16;

  private final BitSet changed;
  private final @Nullable ChangeObserver observer;
  private final List<@Nullable Object @Nullable []> oldRows = new ArrayList<>();
  private final VectorBatch keys =
      new VectorBatch(List.of(ColumnKind.BYTES), VectorBatch.ROWS_DEFAULT);

  /**
   * @param changed the columns that may differ
   */
  UpdatedRows(
      TableDescriptor table,
      TableWriter writer,
      ZoneId zone,
      BitSet changed,
      @Nullable ChangeObserver observer) {
    super(table, writer, zone, ROWS_FIRST);
    this.changed = changed;
    this.observer = observer;
  }

  /**
   * Starts the new state of the row with the key that stands in a vector.
   *
   * @param old how the row was, if the observer is to know
   */
  void begin(ColumnVector rowKeys, int row, @Nullable Object @Nullable [] old) {
    int position = begin();
    keys.column(0).copyFrom(position, rowKeys, row);
    if (observer != null) {
      oldRows.add(old);
    }
  }

  @Override
  void write(VectorBatch rows) {
    writer().update(keys.column(0), rows, changed);
    keys.clear();
    if (observer != null) {
      for (int row = 0; row < rows.rowCount(); row++) {
        observer.updated(oldRows.get(row), rows, row);
      }
      oldRows.clear();
    }
  }
}
