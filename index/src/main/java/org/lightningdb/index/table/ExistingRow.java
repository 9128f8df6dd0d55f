package org.lightningdb.index.table;

import java.util.BitSet;
import java.util.List;
import org.lightningdb.index.access.TableWriter.ExistingRows;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * Finds the row that keeps a new one out, in its newest state. What others have inserted but not
 * committed is not found: writing the same key waits for them and then fails with a conflict, which
 * lets the statement begin anew and find it.
 */
final class ExistingRow {
  private static final Slice NO_BYTES = new Slice();

  private final Txn txn;
  private final ReadView view;
  private final TableLayout layout;
  private final List<IndexLayout> arbiters;
  private final RowDecoder decoder;
  private final BitSet allColumns = new BitSet();
  private final BytesBuilder key = new BytesBuilder(64);
  private final BytesBuilder value = new BytesBuilder(64);
  private final BytesBuilder rowKey = new BytesBuilder(32);

  ExistingRow(Txn txn, ReadView view, TableLayout layout, List<IndexDescriptor> arbiters) {
    this.txn = txn;
    this.view = view;
    this.layout = layout;
    this.arbiters = arbiters.stream().map(layout::layout).toList();
    this.decoder = new RowDecoder(layout);
    this.allColumns.set(0, layout.table().columns().size());
  }

  /** Whether there is such a row; if so, tells what it is. */
  boolean keepsOut(VectorBatch rows, int row, ExistingRows existing) {
    for (IndexLayout index : arbiters) {
      if (find(index, rows, row)) {
        tell(row, existing);
        return true;
      }
    }
    return false;
  }

  /** Looks for the key that a row would have, and puts the key of who has it into rowKey. */
  private boolean find(IndexLayout index, VectorBatch rows, int row) {
    boolean primary = index == layout.primary();
    if (primary) {
      index.encodeColumns(key.clear(), rows, row);
    } else if (!index.encodeEntry(key, value, rows, row, NO_BYTES)) {
      return false;
    }
    Slice latest = txn.getLatest(index.storeId(), key.slice());
    if (latest == null) {
      return false;
    }
    Slice owner = key.slice();
    if (!primary) {
      owner = new Slice();
      boolean held = index.readValue(latest, owner, null);
      if (!held) {
        throw new IllegalStateException("a unique entry without a row key");
      }
    }
    rowKey.clear().append(owner);
    return true;
  }

  private void tell(int row, ExistingRows existing) {
    long store = layout.primary().storeId();
    if (!existing.wanted()) {
      if (txn.isolation() != Isolation.READ_COMMITTED) {
        txn.requireUnchanged(view, store, rowKey.slice());
      }
      existing.keptOut(row);
      return;
    }
    txn.lock(store, rowKey.slice());
    txn.requireUnchanged(view, store, rowKey.slice());
    boolean before = view.get(store, rowKey.slice()) != null;
    Slice stored = before ? txn.getLatest(store, rowKey.slice()) : null;
    if (stored == null) {
      existing.repeated(row);
    } else {
      existing.found(row, decode(stored), rowKey.slice());
    }
  }

  private VectorBatch decode(Slice stored) {
    return decoder.decode(rowKey.slice(), stored, allColumns);
  }
}
