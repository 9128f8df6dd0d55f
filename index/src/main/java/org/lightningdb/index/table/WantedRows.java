package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.index.access.RowKeyFilter;
import org.lightningdb.index.codec.KeyReader;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.txn.ReadView;

/** Which rows have entries in ranges of other indexes than the one that is scanned. */
final class WantedRows {
  private final List<RowKeySet> sets = new ArrayList<>();

  private WantedRows() {}

  /** Reads all entries of the filters; fails as the view does. */
  static WantedRows read(ReadView view, TableLayout layout, List<RowKeyFilter> filters) {
    WantedRows wanted = new WantedRows();
    for (RowKeyFilter filter : filters) {
      wanted.sets.add(keys(view, layout.layout(filter.index()), filter));
    }
    return wanted;
  }

  private static RowKeySet keys(ReadView view, IndexLayout index, RowKeyFilter filter) {
    List<EntryRange> ranges = RangeEncoder.encode(index, filter.ranges());
    double rows = 0;
    for (EntryRange range : ranges) {
      rows += range.point() ? 1 : view.estimate(index.storeId(), range.bytes()).entries();
    }
    RowKeySet keys = new RowKeySet(rows);
    KeyReader key = new KeyReader(index.parts());
    Slice rowKey = new Slice();
    Slice included = new Slice();
    try (EntrySource entries = new EntrySource(view, index.storeId(), ranges, false, false)) {
      while (entries.next()) {
        if (!index.readValue(entries.value(), rowKey, included)) {
          key.set(entries.key()).rest(key.columnCount(), rowKey);
        }
        keys.add(rowKey);
      }
    }
    return keys;
  }

  /** False only if the row has no entry in the ranges of one of them. */
  boolean mayContain(Slice rowKey) {
    for (int i = 0; i < sets.size(); i++) {
      if (!sets.get(i).mayContain(rowKey)) {
        return false;
      }
    }
    return true;
  }
}
