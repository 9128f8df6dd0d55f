package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/** Batches of whole rows with their row keys as last column. */
final class ReferenceRows {
  private ReferenceRows() {}

  static VectorBatch like(TableDescriptor table, int capacity) {
    List<ColumnKind> kinds = new ArrayList<>();
    for (ColumnDescriptor column : table.columns()) {
      kinds.add(column.type().columnKind());
    }
    kinds.add(ColumnKind.BYTES);
    return new VectorBatch(kinds, capacity);
  }

  static void copy(VectorBatch from, int row, VectorBatch to, int position) {
    for (int i = 0; i < to.columnCount(); i++) {
      to.column(i).copyFrom(position, from.column(i), row);
    }
  }

  /** The columns without the row key. */
  static VectorBatch withoutKey(VectorBatch rows) {
    List<ColumnVector> columns = new ArrayList<>();
    for (int i = 0; i < rows.columnCount() - 1; i++) {
      columns.add(rows.column(i));
    }
    VectorBatch result = VectorBatch.of(columns, rows.capacity());
    result.setRowCount(rows.rowCount());
    return result;
  }

  static ColumnVector keys(VectorBatch rows) {
    return rows.column(rows.columnCount() - 1);
  }
}
