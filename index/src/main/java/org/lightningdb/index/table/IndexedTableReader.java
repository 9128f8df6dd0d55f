package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.access.ScanRequest;
import org.lightningdb.index.access.TableReader;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
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
    ByteRange stretch = request.stretch();
    if (stretch != null) {
      ranges = List.of(new EntryRange(stretch, false));
    }
    return ColumnTableScan.suits(layout, request)
        ? new ColumnTableScan(view, layout, request, ranges)
        : new TableScan(view, layout, request, ranges);
  }

  @Override
  public List<ByteRange> stretches(ScanRequest request, int count) {
    IndexLayout index = layout.layout(request.index());
    List<EntryRange> ranges = RangeEncoder.encode(index, request.ranges());
    if (ranges.size() != 1
        || ranges.get(0).point()
        || request.skip() != null
        || !request.filters().isEmpty()) {
      return List.of();
    }
    ByteRange whole = ranges.get(0).bytes();
    List<ByteRange> stretches = new ArrayList<>();
    try {
      Slice lower = whole.lower();
      for (Slice point : view.splitPoints(index.storeId(), whole, count)) {
        stretches.add(new ByteRange(lower, point));
        lower = point;
      }
      stretches.add(new ByteRange(lower, whole.upper()));
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
    if (request.backward()) {
      Collections.reverse(stretches);
    }
    return stretches;
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
