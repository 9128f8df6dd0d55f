package org.lightningdb.sql.exec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/** Of the rows of a join with the target of a change, the first for each row of the target. */
final class FirstMatches implements BatchCursor {
  private final BatchCursor rows;
  private final int rowKey;
  private final TouchedRows seen;

  /**
   * @param rowKey the column that is the key of the target's row
   */
  FirstMatches(BatchCursor rows, int rowKey, QueryResources resources) {
    this.rows = rows;
    this.rowKey = rowKey;
    this.seen = new TouchedRows(resources);
  }

  @Override
  public @Nullable VectorBatch next() {
    for (VectorBatch batch = rows.next(); batch != null; batch = rows.next()) {
      List<Integer> chosen = new ArrayList<>();
      for (int row = 0; row < batch.rowCount(); row++) {
        if (seen.add(batch.column(rowKey), row)) {
          chosen.add(row);
        }
      }
      if (chosen.size() == batch.rowCount()) {
        return batch;
      }
      if (!chosen.isEmpty()) {
        return copy(batch, chosen);
      }
    }
    return null;
  }

  private static VectorBatch copy(VectorBatch batch, List<Integer> chosen) {
    List<ColumnVector> columns = new ArrayList<>();
    for (int i = 0; i < batch.columnCount(); i++) {
      ColumnVector column = ColumnVector.create(batch.column(i).kind(), chosen.size());
      for (int row = 0; row < chosen.size(); row++) {
        column.copyFrom(row, batch.column(i), chosen.get(row));
      }
      columns.add(column);
    }
    VectorBatch copy = VectorBatch.of(columns, chosen.size());
    copy.setRowCount(chosen.size());
    return copy;
  }

  @Override
  public void close() {
    try (seen) {
      rows.close();
    }
  }
}
