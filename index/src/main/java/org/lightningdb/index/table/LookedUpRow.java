package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.codec.BatchReader;
import org.lightningdb.index.codec.ColumnSource;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.ColumnScan;
import org.lightningdb.storage.column.RowLookup;
import org.lightningdb.storage.column.ZonePredicate;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.vector.VectorBatch;

/** The wanted columns of the row that an entry of a secondary index leads to. */
final class LookedUpRow {
  private final List<Integer> positions;
  private final VectorBatch batch;
  private final BatchReader reader;
  private final ReadView view;
  private final long storeId;
  private final ColumnScan scan;
  private @Nullable RowLookup lookup;

  /**
   * @param columns of the table, all of them in the row value
   */
  LookedUpRow(ReadView view, TableLayout layout, List<Integer> columns) {
    this.positions = new ArrayList<>();
    List<SqlType> types = new ArrayList<>();
    for (int column : columns) {
      if (!positions.contains(layout.valuePosition(column))) {
        positions.add(layout.valuePosition(column));
        types.add(layout.table().columns().get(column).type());
      }
    }
    this.view = view;
    this.storeId = layout.primary().storeId();
    this.scan = new ColumnScan(positions, false, ZonePredicate.none());
    this.batch = new VectorBatch(scan.kinds(layout.rowCodec().format()), 1);
    this.reader = new BatchReader(types, batch);
  }

  /** Whether there is a row with that key; then the source reads from it. */
  boolean read(Slice rowKey) {
    RowLookup rows = lookup;
    if (rows == null) {
      rows = view.lookup(storeId, scan);
      lookup = rows;
    }
    batch.clear();
    return rows.read(rowKey, batch, 0);
  }

  ColumnSource source() {
    return reader;
  }

  /** Where the source has the column at this position of the row value. */
  int position(int valuePosition) {
    return positions.indexOf(valuePosition);
  }
}
