package org.lightningdb.index.table;

import java.util.BitSet;
import org.lightningdb.index.codec.KeyReader;
import org.lightningdb.index.codec.RowReader;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.VectorBatch;

/** Decodes stored rows, one at a time, into the only row of a batch in table order. */
final class RowDecoder {
  private final TableLayout layout;
  private final KeyReader keyReader;
  private final RowReader rowReader;
  private final VectorBatch batch;

  RowDecoder(TableLayout layout) {
    this.layout = layout;
    this.keyReader = new KeyReader(layout.primary().parts());
    this.rowReader = new RowReader(layout.rowCodec());
    this.batch = new VectorBatch(layout.kinds(), 1);
  }

  /** Decodes {@code columns} only; the result is borrowed until the next call. */
  VectorBatch decode(Slice rowKey, Slice value, BitSet columns) {
    try {
      batch.clear();
      keyReader.set(rowKey);
      rowReader.set(value);
      for (int i = columns.nextSetBit(0); i >= 0; i = columns.nextSetBit(i + 1)) {
        int position = layout.valuePosition(i);
        if (position >= 0) {
          rowReader.copyTo(position, batch.column(i), 0);
        } else {
          keyReader.copyTo(layout.primary().position(i), batch.column(i), 0);
        }
      }
      batch.setRowCount(1);
      return batch;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw StorageErrors.corrupted("a row of table " + layout.table().name(), e);
    }
  }
}
