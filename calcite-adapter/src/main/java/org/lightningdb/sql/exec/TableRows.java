package org.lightningdb.sql.exec;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.vector.VectorBatch;

/** Rows of a table as Java values. */
final class TableRows {
  private TableRows() {}

  /**
   * The values of one row.
   *
   * @param from where in the batch the table's columns begin
   */
  static @Nullable Object[] read(TableDescriptor table, VectorBatch batch, int from, int row) {
    @Nullable Object[] values = new @Nullable Object[table.columns().size()];
    for (int column = 0; column < values.length; column++) {
      values[column] =
          VectorValues.get(batch.column(from + column), row, table.columns().get(column).type());
    }
    return values;
  }
}
