package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.ColumnPredicate;
import org.lightningdb.index.access.KeySkip;
import org.lightningdb.index.access.RowKeyFilter;
import org.lightningdb.index.access.ScanRequest;
import org.lightningdb.index.codec.ColumnSource;
import org.lightningdb.index.codec.KeyReader;
import org.lightningdb.index.codec.RowReader;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * One pass over a table through one of its indexes.
 *
 * <p>A column comes from the cheapest of four places: the entry's key, the row key that a secondary
 * entry leads to, what the entry includes, or the row value. Predicates on the first two run before
 * the row is looked up, and the row is not looked up at all if nothing of it is asked for. Only
 * requested columns are decoded. Batches start small, so that a point read does not pay for a full
 * one.
 */
final class TableScan implements BatchCursor {
  static final int FIRST_BATCH_ROWS = 64;

  private final ReadView view;
  private final TableLayout layout;
  private final boolean secondary;
  private final boolean rowKeyWanted;
  private final Entries entries;
  private final @Nullable SkippingEntries firstOfEach;
  private final KeyReader entryKey;
  private final KeyReader rowKeyReader;
  private final RowReader rowReader;

  /** Instead of {@link #rowReader} where entries lead to rows that can be read by column. */
  private final @Nullable LookedUpRow lookedUp;

  private final IndexLayout index;
  private final KeyReader includedReader;
  private final Slice rowKey = new Slice();
  private final Slice included = new Slice();
  private final List<RowKeyFilter> filters;
  private @Nullable WantedRows wanted;
  private final List<ColumnTest> entryTests = new ArrayList<>();
  private final List<ColumnTest> rowTests = new ArrayList<>();
  private final ColumnSource[] sources;
  private final int[] positions;
  private final List<ColumnKind> kinds = new ArrayList<>();
  private final int firstRows;
  private boolean rowNeeded;
  private boolean ended;
  private @Nullable VectorBatch batch;

  TableScan(ReadView view, TableLayout layout, ScanRequest request, List<EntryRange> ranges) {
    this.view = view;
    this.layout = layout;
    this.index = layout.layout(request.index());
    this.secondary = index != layout.primary();
    this.rowKeyWanted = request.rowKey();
    this.entryKey = new KeyReader(index.parts());
    this.rowKeyReader = secondary ? new KeyReader(layout.primary().parts()) : entryKey;
    this.rowReader = new RowReader(layout.rowCodec());
    this.includedReader = new KeyReader(index.includedParts());
    List<Integer> rowColumns = rowColumns(request);
    this.lookedUp =
        secondary && layout.shaped() && !rowColumns.isEmpty()
            ? new LookedUpRow(view, layout, rowColumns)
            : null;
    KeySkip skip = request.skip();
    if (skip == null) {
      this.entries = new EntrySource(view, index.storeId(), ranges, request.backward(), secondary);
      this.firstOfEach = null;
    } else {
      SkippingEntries skipping = new SkippingEntries(view, index, ranges, skip, request.backward());
      this.entries = skipping;
      this.firstOfEach = skip.first() ? skipping : null;
    }
    this.filters = secondary ? request.filters() : List.of();
    this.firstRows = firstRows(ranges);
    for (ColumnPredicate predicate : request.predicates()) {
      ColumnSource source = source(predicate.column());
      List<ColumnTest> tests = isInRow(predicate.column()) ? rowTests : entryTests;
      tests.add(new ColumnTest(predicate, source, position(predicate.column())));
    }
    this.sources = new ColumnSource[request.columns().size()];
    this.positions = new int[sources.length];
    for (int i = 0; i < sources.length; i++) {
      int column = request.columns().get(i);
      sources[i] = source(column);
      positions[i] = position(column);
      kinds.add(layout.kinds().get(column));
    }
    if (rowKeyWanted) {
      kinds.add(ColumnKind.BYTES);
    }
  }

  /** The columns of the request that only the row value has. */
  private List<Integer> rowColumns(ScanRequest request) {
    List<Integer> found = new ArrayList<>();
    for (int column : request.columns()) {
      if (isInRow(column)) {
        found.add(column);
      }
    }
    for (ColumnPredicate predicate : request.predicates()) {
      if (isInRow(predicate.column())) {
        found.add(predicate.column());
      }
    }
    return found;
  }

  private boolean isInRow(int column) {
    return index.position(column) < 0
        && layout.valuePosition(column) >= 0
        && index.includedPosition(column) < 0;
  }

  /** The cheapest place that has {@code column}. */
  private ColumnSource source(int column) {
    if (index.position(column) >= 0) {
      return entryKey;
    }
    if (layout.valuePosition(column) < 0) {
      return rowKeyReader;
    }
    if (index.includedPosition(column) >= 0) {
      return includedReader;
    }
    rowNeeded = true;
    return lookedUp == null ? rowReader : lookedUp.source();
  }

  private int position(int column) {
    if (index.position(column) >= 0) {
      return index.position(column);
    }
    int valuePosition = layout.valuePosition(column);
    if (valuePosition < 0) {
      return layout.primary().position(column);
    }
    if (index.includedPosition(column) >= 0) {
      return index.includedPosition(column);
    }
    return lookedUp == null ? valuePosition : lookedUp.position(valuePosition);
  }

  /** Room for a first batch. */
  static int firstRows(List<EntryRange> ranges) {
    int points = 0;
    for (EntryRange range : ranges) {
      if (!range.point()) {
        return FIRST_BATCH_ROWS;
      }
      points++;
    }
    return Math.max(1, Math.min(points, FIRST_BATCH_ROWS));
  }

  @Override
  public @Nullable VectorBatch next() {
    if (ended) {
      return null;
    }
    try {
      VectorBatch filled = fill(emptyBatch());
      return filled.rowCount() == 0 ? null : filled;
    } catch (StorageException e) {
      throw StorageErrors.translate(e).atTable(layout.table().name());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw StorageErrors.corrupted("an entry of table " + layout.table().name(), e);
    }
  }

  @Override
  public void close() {
    ended = true;
    entries.close();
  }

  private VectorBatch emptyBatch() {
    VectorBatch current = batch;
    if (current == null) {
      current = new VectorBatch(kinds, firstRows);
    } else if (current.capacity() < VectorBatch.ROWS_DEFAULT) {
      current = new VectorBatch(kinds, VectorBatch.ROWS_DEFAULT);
    } else {
      current.clear();
    }
    batch = current;
    return current;
  }

  private VectorBatch fill(VectorBatch target) {
    if (wanted == null && !filters.isEmpty()) {
      wanted = WantedRows.read(view, layout, filters);
    }
    int row = 0;
    while (row < target.capacity()) {
      if (!entries.next()) {
        close();
        break;
      }
      if (accept()) {
        copyRow(target, row++);
        if (firstOfEach != null) {
          firstOfEach.leavePrefix();
        }
      }
    }
    target.setRowCount(row);
    return target;
  }

  /** Points the readers at the current entry and runs the predicates. */
  private boolean accept() {
    entryKey.set(entries.key());
    if (secondary) {
      findRowKey();
      if (wanted != null && !wanted.mayContain(rowKey)) {
        return false;
      }
      rowKeyReader.set(rowKey);
    } else {
      rowKey.set(entries.key().array(), entries.key().offset(), entries.key().length());
    }
    if (!pass(entryTests)) {
      return false;
    }
    if (rowNeeded) {
      readRow();
    }
    return pass(rowTests);
  }

  private void findRowKey() {
    if (!index.readValue(entries.value(), rowKey, included)) {
      entryKey.rest(entryKey.columnCount(), rowKey);
    }
    includedReader.set(included);
  }

  private void readRow() {
    LookedUpRow columns = lookedUp;
    if (!secondary) {
      rowReader.set(entries.value());
    } else if (columns == null) {
      Slice row = view.get(layout.primary().storeId(), rowKey);
      rowReader.set(row == null ? failOnMissingRow() : row);
    } else if (!columns.read(rowKey)) {
      failOnMissingRow();
    }
  }

  private Slice failOnMissingRow() {
    throw StorageErrors.corrupted(
        "an index of table " + layout.table().name() + " leads to a missing row " + rowKey);
  }

  private static boolean pass(List<ColumnTest> tests) {
    for (int i = 0; i < tests.size(); i++) {
      if (!tests.get(i).passes()) {
        return false;
      }
    }
    return true;
  }

  private void copyRow(VectorBatch target, int row) {
    for (int i = 0; i < sources.length; i++) {
      sources[i].copyTo(positions[i], target.column(i), row);
    }
    if (rowKeyWanted) {
      target.bytes(sources.length).set(row, rowKey.array(), rowKey.offset(), rowKey.length());
    }
  }
}
