package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.error.DbException;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * Compares the rows of a table with its index entries in one view. Every row must have its entry in
 * every index, and every index as many entries as there are rows; as the entries of different rows
 * differ, no entry can then be without a row.
 */
final class IndexChecker {
  private static final int DEFECTS_MAX = 100;

  private final ReadView view;
  private final TableLayout layout;
  private final List<String> defects = new ArrayList<>();

  IndexChecker(ReadView view, TableLayout layout) {
    this.view = view;
    this.layout = layout;
  }

  List<String> check() {
    try {
      long rows = checkRows();
      for (IndexLayout index : layout.secondaries()) {
        long entries = count(index.storeId());
        if (entries != rows) {
          report(
              "index "
                  + index.index().name()
                  + " has "
                  + entries
                  + " entries for "
                  + rows
                  + " rows");
        }
      }
    } catch (StorageException | DbException e) {
      report(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    return defects;
  }

  private long checkRows() {
    BitSet all = new BitSet();
    all.set(0, layout.kinds().size());
    RowDecoder decoder = new RowDecoder(layout);
    BytesBuilder key = new BytesBuilder(64);
    BytesBuilder value = new BytesBuilder(32);
    long rows = 0;
    try (Cursor cursor = view.cursor(layout.primary().storeId(), ByteRange.all())) {
      for (boolean found = cursor.first(); found; found = cursor.next()) {
        rows++;
        VectorBatch row = decoder.decode(cursor.key(), cursor.value(), all);
        checkNotNull(row, cursor.key());
        for (IndexLayout index : layout.secondaries()) {
          index.encodeEntry(key, value, row, 0, cursor.key());
          Slice entry = view.get(index.storeId(), key.slice());
          if (entry == null) {
            report("index " + index.index().name() + " lacks row " + cursor.key());
          } else if (!entry.equals(value.slice())) {
            report(
                "index "
                    + index.index().name()
                    + " leads from row "
                    + cursor.key()
                    + " to another: "
                    + entry);
          }
        }
      }
    }
    return rows;
  }

  private void checkNotNull(VectorBatch row, Slice rowKey) {
    for (int i = 0; i < row.columnCount(); i++) {
      ColumnVector column = row.column(i);
      if (column.isNull(0) && !layout.table().columns().get(i).nullable()) {
        report("row " + rowKey + " has NULL in " + layout.table().columns().get(i).name());
      }
    }
  }

  private long count(long storeId) {
    long entries = 0;
    try (Cursor cursor = view.cursor(storeId, ByteRange.all())) {
      for (boolean found = cursor.first(); found; found = cursor.next()) {
        entries++;
      }
    }
    return entries;
  }

  private void report(String defect) {
    if (defects.size() < DEFECTS_MAX) {
      defects.add("table " + layout.table().schema() + "." + layout.table().name() + ": " + defect);
    }
  }
}
