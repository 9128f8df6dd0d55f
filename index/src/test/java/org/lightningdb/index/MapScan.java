package org.lightningdb.index;

import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.BatchScan;
import org.lightningdb.storage.column.ColumnScan;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.column.ShapedRow;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.vector.VectorBatch;

/** A scan of columns, row by row. */
final class MapScan implements BatchScan {
  private final Cursor cursor;
  private final ShapedRow row;
  private final ColumnScan scan;
  private boolean stands;

  MapScan(Cursor cursor, RowFormat format, ColumnScan scan) {
    this.cursor = cursor;
    this.row = new ShapedRow(format);
    this.scan = scan;
    this.stands = cursor.first();
  }

  @Override
  public int fill(VectorBatch batch, int from) {
    int count = from;
    for (; stands && count < batch.capacity(); stands = cursor.next()) {
      if (scan.predicate().holds(row.set(cursor.value()))) {
        for (int i = 0; i < scan.columns().size(); i++) {
          row.copyTo(scan.columns().get(i), batch.column(i), count);
        }
        if (scan.keysWanted()) {
          Slice key = cursor.key();
          batch.bytes(scan.columns().size()).set(count, key.toByteArray());
        }
        count++;
      }
    }
    return count;
  }

  @Override
  public long blocksRead() {
    return 0;
  }

  @Override
  public long blocksSkipped() {
    return 0;
  }

  @Override
  public void close() {
    cursor.close();
  }
}
