package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.scratch.ScratchSpace;
import org.lightningdb.storage.txn.BulkLoader;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.RedoLog;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * Fills a new secondary index from the rows: the entries are sorted, beyond some megabytes in a
 * temporary file, and then loaded straight into blocks. Few entries are written like any others.
 */
final class IndexBuilder {
  private static final int SORT_BYTES = 8 << 20;

  private final Txn txn;
  private final ReadView view;
  private final TableLayout layout;
  private final IndexLayout index;

  IndexBuilder(Txn txn, ReadView view, TableLayout layout, IndexDescriptor descriptor) {
    this.txn = txn;
    this.view = view;
    this.layout = layout;
    this.index = new IndexLayout(descriptor, layout.table().columns());
  }

  void build(ScratchSpace scratch) {
    build(scratch, SORT_BYTES);
  }

  /**
   * @param sortBytes of entries that are sorted in memory
   */
  void build(ScratchSpace scratch, int sortBytes) {
    try (EntrySorter sorter = new EntrySorter(scratch, sortBytes)) {
      collect(sorter);
      if (sorter.spilled()) {
        load(sorter);
      } else {
        sorter.forEach(unlessRepeated((key, value) -> txn.put(view, index.storeId(), key, value)));
      }
    }
  }

  private void collect(EntrySorter sorter) {
    BitSet columns = new BitSet();
    index.addColumnsTo(columns);
    RowDecoder decoder = new RowDecoder(layout);
    BytesBuilder key = new BytesBuilder(64);
    BytesBuilder value = new BytesBuilder(32);
    try (Cursor rows = view.cursor(layout.primary().storeId(), ByteRange.all())) {
      for (boolean found = rows.first(); found; found = rows.next()) {
        VectorBatch row = decoder.decode(rows.key(), rows.value(), columns);
        index.encodeEntry(key, value, row, 0, rows.key());
        sorter.add(key.slice(), value.slice());
      }
    }
  }

  private record Entry(Slice key, Slice value) {}

  private void load(EntrySorter sorter) {
    List<Entry> misleading = new ArrayList<>(); // Row keys that look like a streamed value.
    try (ReadView now = txn.view(); // The other one is older than the store.
        BulkLoader loader = txn.bulkLoad(now, index.storeId(), ByteRange.all())) {
      sorter.forEach(
          unlessRepeated(
              (key, value) -> {
                if (RedoLog.standsForStream(value)) {
                  misleading.add(new Entry(key.copy(), value.copy()));
                } else {
                  loader.append(key, value);
                }
              }));
      long unused = loader.finish();
    }
    misleading.forEach(entry -> txn.put(view, index.storeId(), entry.key(), entry.value()));
  }

  /** Only entries whose columns alone tell rows apart can have equal keys. */
  private EntrySorter.Consumer unlessRepeated(EntrySorter.Consumer consumer) {
    BytesBuilder last = new BytesBuilder(64);
    boolean[] any = new boolean[1];
    return (key, value) -> {
      if (any[0] && key.equals(last.slice())) {
        throw ConstraintErrors.duplicate(layout.table(), index, key);
      }
      any[0] = true;
      last.clear().append(key);
      consumer.accept(key, value);
    };
  }
}
