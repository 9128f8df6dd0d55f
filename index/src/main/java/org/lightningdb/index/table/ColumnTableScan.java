package org.lightningdb.index.table;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.ScanRequest;
import org.lightningdb.storage.column.BatchScan;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * One forward pass over the rows of a table, column by column: storage fills the vectors, and has
 * tested most predicates before. The rest is the business of {@link ScanBatch}. Batches start
 * small, so that a short range does not pay for a full one.
 */
final class ColumnTableScan implements BatchCursor {
  private final ReadView view;
  private final TableLayout layout;
  private final ScanColumns columns;
  private final List<EntryRange> ranges;
  private int started;
  private boolean ended;
  private @Nullable BatchScan scan;
  private @Nullable ScanBatch batch;

  ColumnTableScan(ReadView view, TableLayout layout, ScanRequest request, List<EntryRange> ranges) {
    this.view = view;
    this.layout = layout;
    this.columns = new ScanColumns(layout, request);
    this.ranges = ranges;
  }

  /** Whether the request is one for this class: rows in key order, and not only single ones. */
  static boolean suits(TableLayout layout, ScanRequest request, List<EntryRange> ranges) {
    return layout.shaped()
        && !request.backward()
        && request.index().id() == layout.primary().index().id()
        && ranges.stream().anyMatch(range -> !range.point());
  }

  @Override
  public @Nullable VectorBatch next() {
    try {
      while (!ended) {
        BatchScan open = openScan();
        if (open == null) {
          close();
          return null;
        }
        ScanBatch current = emptyBatch();
        if (!open.next(current.scanned())) {
          closeScan();
        } else if (current.finish()) {
          return current.result();
        }
      }
      return null;
    } catch (StorageException e) {
      throw StorageErrors.translate(e).atTable(layout.table().name());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw StorageErrors.corrupted("an entry of table " + layout.table().name(), e);
    }
  }

  /** The scan of the current range; null behind the last one. */
  private @Nullable BatchScan openScan() {
    if (scan == null && started < ranges.size()) {
      EntryRange range = ranges.get(started++);
      scan = view.scan(layout.primary().storeId(), range.bytes(), columns.scan());
    }
    return scan;
  }

  private ScanBatch emptyBatch() {
    ScanBatch current = batch;
    if (current == null) {
      current = new ScanBatch(columns, TableScan.FIRST_BATCH_ROWS);
    } else if (current.capacity() < VectorBatch.ROWS_DEFAULT) {
      current = new ScanBatch(columns, VectorBatch.ROWS_DEFAULT);
    }
    batch = current;
    return current;
  }

  private void closeScan() {
    if (scan != null) {
      scan.close();
      scan = null;
    }
  }

  @Override
  public void close() {
    ended = true;
    closeScan();
  }
}
