package org.lightningdb.index.table;

import java.util.List;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.access.ScanRequest;
import org.lightningdb.index.access.TableReader;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.txn.ReadView;

/** Reads one table in one view. */
final class IndexedTableReader implements TableReader {
  private final ReadView view;
  private final TableLayout layout;

  IndexedTableReader(ReadView view, TableLayout layout) {
    this.view = view;
    this.layout = layout;
  }

  @Override
  public BatchCursor scan(ScanRequest request) {
    List<EntryRange> ranges = RangeEncoder.encode(layout.layout(request.index()), request.ranges());
    return ColumnTableScan.suits(layout, request)
        ? new ColumnTableScan(view, layout, request, ranges)
        : new TableScan(view, layout, request, ranges);
  }

  @Override
  public double estimateRows(IndexDescriptor index, List<KeyRange> ranges) {
    IndexLayout indexLayout = layout.layout(index);
    double rows = 0;
    try {
      for (EntryRange range : RangeEncoder.encode(indexLayout, ranges)) {
        rows += range.point() ? 1 : view.estimate(indexLayout.storeId(), range.bytes()).entries();
      }
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
    return rows;
  }
}
