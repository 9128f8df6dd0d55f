package org.lightningdb.index.table;

import java.util.BitSet;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vector.VectorBatch;

/** Fills a new secondary index from the rows. */
final class IndexBuilder {
  private IndexBuilder() {}

  static void build(Txn txn, ReadView view, TableLayout layout, IndexDescriptor descriptor) {
    IndexLayout index = new IndexLayout(descriptor, layout.table().columns());
    BitSet columns = new BitSet();
    index.addColumnsTo(columns);
    RowDecoder decoder = new RowDecoder(layout);
    BytesBuilder key = new BytesBuilder(64);
    Slice nothing = new Slice();
    try (Cursor rows = view.cursor(layout.primary().storeId(), ByteRange.all())) {
      for (boolean found = rows.first(); found; found = rows.next()) {
        VectorBatch row = decoder.decode(rows.key(), rows.value(), columns);
        boolean unique = index.encodeEntry(key, row, 0, rows.key());
        if (unique && txn.getLatest(index.storeId(), key.slice()) != null) {
          throw ConstraintErrors.duplicate(layout.table(), index, key.slice());
        }
        txn.put(view, index.storeId(), key.slice(), unique ? rows.key() : nothing);
      }
    }
  }
}
