package org.lightningdb.sql.exec;

import java.util.BitSet;
import java.util.List;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/** Gathers new states of rows into batches. One statement's. */
final class UpdatedRows extends GatheredRows {
  private static final int ROWS_FIRST = 16;

  private final BitSet changed;
  private final VectorBatch keys =
      new VectorBatch(List.of(ColumnKind.BYTES), VectorBatch.ROWS_DEFAULT);

  /**
   * @param changed the columns that may differ
   */
  UpdatedRows(TableDescriptor table, TableWriter writer, BitSet changed) {
    super(table, writer, ROWS_FIRST);
    this.changed = changed;
  }

  /** Starts the new state of the row with the key that stands in a vector. */
  void begin(ColumnVector rowKeys, int row) {
    int position = begin();
    keys.column(0).copyFrom(position, rowKeys, row);
  }

  @Override
  void write(VectorBatch rows) {
    writer().update(keys.column(0), rows, changed);
    keys.clear();
  }
}
