package org.lightningdb.index.table;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.ScanRequest;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.BatchScan;
import org.lightningdb.storage.column.RowLookup;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.txn.RangeScans;
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
  private @Nullable RowLookup lookup;
  private int started;
  private boolean ended;
  private long blocksRead;
  private long blocksSkipped;
  private @Nullable RangeScans scans;
  private @Nullable BatchScan scan;
  private @Nullable ScanBatch batch;

  ColumnTableScan(ReadView view, TableLayout layout, ScanRequest request, List<EntryRange> ranges) {
    this.view = view;
    this.layout = layout;
    this.columns = layout.scanColumns(request);
    this.ranges = ranges;
  }

  /** Whether the request is one for this class: rows in key order. */
  static boolean suits(TableLayout layout, ScanRequest request) {
    return layout.shaped()
        && !request.backward()
        && request.skip() == null
        && request.index().id() == layout.primary().index().id();
  }

  @Override
  public @Nullable VectorBatch next() {
    try {
      while (!ended) {
        boolean any = (scan == null && atPoint()) ? readPoints() : readRanges();
        ScanBatch current = batch;
        if (any && current != null && current.finish()) {
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

  private boolean atPoint() {
    return started < ranges.size() && ranges.get(started).point();
  }

  /** Looks up the rows of the next ranges that are single keys, as many as a batch holds. */
  private boolean readPoints() {
    RowLookup rows = lookup;
    if (rows == null) {
      rows = view.lookup(layout.primary().storeId(), columns.scan());
      lookup = rows;
    }
    VectorBatch target = emptyBatch().scanned();
    target.clear();
    int found = 0;
    while (atPoint() && found < target.capacity()) {
      Slice key = ranges.get(started++).bytes().lower();
      if (key == null) {
        throw new IllegalStateException("a point range has no key");
      }
      found += rows.read(key, target, found) ? 1 : 0;
    }
    target.setRowCount(found);
    return found > 0;
  }

  /**
   * Reads on in the current range and the next ones, up to one that is a point, until the batch is
   * full; behind the last one this ends.
   */
  private boolean readRanges() {
    if (scan == null && started == ranges.size()) {
      close();
      return false;
    }
    VectorBatch target = emptyBatch().scanned();
    target.clear();
    int filled = 0;
    while (filled < target.capacity()) {
      BatchScan open = scan;
      if (open == null) {
        if (started == ranges.size() || atPoint()) {
          break;
        }
        open = openRange(ranges.get(started++));
        scan = open;
      }
      filled = open.fill(target, filled);
      if (filled < target.capacity()) {
        closeScan();
      }
    }
    target.setRowCount(filled);
    return filled > 0;
  }

  private BatchScan openRange(EntryRange range) {
    RangeScans open = scans;
    if (open == null) {
      open = view.scans(layout.primary().storeId(), columns.scan());
      scans = open;
    }
    return open.open(range.bytes());
  }

  private ScanBatch emptyBatch() {
    ScanBatch current = batch;
    if (current == null) {
      current = new ScanBatch(columns, TableScan.firstRows(ranges));
    } else if (current.capacity() < VectorBatch.ROWS_DEFAULT) {
      current = new ScanBatch(columns, VectorBatch.ROWS_DEFAULT);
    }
    batch = current;
    return current;
  }

  private void closeScan() {
    if (scan != null) {
      blocksRead += scan.blocksRead();
      blocksSkipped += scan.blocksSkipped();
      scan.close();
      scan = null;
    }
  }

  @Override
  public long blocksRead() {
    return blocksRead + (scan == null ? 0 : scan.blocksRead());
  }

  @Override
  public long blocksSkipped() {
    return blocksSkipped + (scan == null ? 0 : scan.blocksSkipped());
  }

  @Override
  public void close() {
    ended = true;
    closeScan();
  }
}
