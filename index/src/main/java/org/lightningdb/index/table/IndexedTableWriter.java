package org.lightningdb.index.table;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.RowRules;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.codec.KeySpace;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * Writes rows and their index entries.
 *
 * <p>Uniqueness: a new unique key is looked up in its newest state, whatever the snapshot, and then
 * written. Writing locks the key and fails if anybody committed to it after the snapshot, so
 * between look and lock nobody slips through: of two transactions that insert one key the second
 * waits for the first, conflicts, looks again under the lock and finds the row. Plain inserts are
 * checked at once. Updates that move keys delete all old entries while rows come in and write the
 * new ones in {@link #finish}, so that uniqueness is judged at the end of the statement.
 *
 * <p>Rows to change are read in their newest state, not in the snapshot: the conflict check of the
 * write that follows proves that both are the same.
 */
final class IndexedTableWriter implements TableWriter {
  private final Txn txn;
  private final ReadView view;
  private final TableLayout layout;
  private final TableCounters counters;
  private final RowRules rules;
  private final PendingEntries pending = new PendingEntries();
  private final BytesBuilder rowKey = new BytesBuilder(32);
  private final BytesBuilder rowValue = new BytesBuilder(128);
  private final BytesBuilder entryKey = new BytesBuilder(64);
  private final BytesBuilder entryValue = new BytesBuilder(32);
  private final BytesBuilder newEntryKey = new BytesBuilder(64);
  private final BytesBuilder newEntryValue = new BytesBuilder(32);
  private final BytesBuilder oldValue = new BytesBuilder(128);
  private final Slice oldRowKey = new Slice();
  private final int[] notNull;
  private final BitSet indexedColumns = new BitSet();
  private @Nullable RowDecoder decoder;

  /** Whether a key that somebody has just inserted is for the statement's next attempt to find. */
  private boolean conflictsRepeated;

  IndexedTableWriter(
      Txn txn, ReadView view, TableLayout layout, TableCounters counters, RowRules rules) {
    this.rules = rules;
    this.txn = txn;
    this.view = view;
    this.layout = layout;
    this.counters = counters;
    List<ColumnDescriptor> columns = layout.table().columns();
    BitSet required = new BitSet();
    for (int i = 0; i < columns.size(); i++) {
      required.set(i, !columns.get(i).nullable());
    }
    layout.primary().addColumnsTo(required);
    this.notNull = required.stream().toArray();
    for (IndexLayout index : layout.secondaries()) {
      index.addColumnsTo(indexedColumns);
    }
  }

  @Override
  public void insert(VectorBatch rows) {
    checkNotNull(rows);
    rules.check(rows, null);
    ColumnVector[] valueVectors = layout.valueVectors(rows);
    try {
      for (int row = 0; row < rows.rowCount(); row++) {
        insert(rows, valueVectors, row);
      }
    } catch (StorageException e) {
      throw StorageErrors.translate(e).atTable(layout.table().name());
    }
  }

  private void insert(VectorBatch rows, ColumnVector[] valueVectors, int row) {
    encodeRowKey(rows, row);
    layout.encodeValue(rowValue, valueVectors, row);
    write(layout.primary(), layout.hasPrimaryKey(), rowKey.slice(), rowValue.slice());
    for (IndexLayout index : layout.secondaries()) {
      boolean unique = index.encodeEntry(entryKey, entryValue, rows, row, rowKey.slice());
      write(index, unique, entryKey.slice(), entryValue.slice());
    }
  }

  @Override
  public void insertOrFind(
      VectorBatch rows, List<IndexDescriptor> arbiters, ExistingRows existing) {
    checkNotNull(rows);
    rules.check(rows, null);
    ColumnVector[] valueVectors = layout.valueVectors(rows);
    ExistingRow found = new ExistingRow(txn, view, layout, arbiters);
    conflictsRepeated = true;
    try {
      for (int row = 0; row < rows.rowCount(); row++) {
        if (!found.keepsOut(rows, row, existing)) {
          insert(rows, valueVectors, row);
          existing.inserted(row);
        }
      }
    } catch (StorageException e) {
      throw StorageErrors.translate(e).atTable(layout.table().name());
    } finally {
      conflictsRepeated = false;
    }
  }

  @Override
  public void update(ColumnVector rowKeys, VectorBatch rows, BitSet changed) {
    checkNotNull(rows);
    rules.check(rows, changed);
    BytesVector keys = (BytesVector) rowKeys;
    ColumnVector[] valueVectors = layout.valueVectors(rows);
    boolean keyMayMove = layout.hasPrimaryKey() && layout.primary().intersects(changed);
    boolean entriesMayMove = keyMayMove || indexedColumns.intersects(changed);
    try {
      for (int row = 0; row < rows.rowCount(); row++) {
        keys.get(row, oldRowKey);
        if (!readOldRow(entriesMayMove)) {
          continue;
        }
        boolean keyMoves = false;
        rowKey.clear();
        if (keyMayMove) {
          layout.primary().encodeColumns(rowKey, rows, row);
          keyMoves = !rowKey.slice().equals(oldRowKey);
        } else {
          rowKey.append(oldRowKey);
        }
        layout.encodeValue(rowValue, valueVectors, row);
        if (keyMoves) {
          txn.delete(view, layout.primary().storeId(), oldRowKey);
          pending.add(layout.primary(), true, rowKey.slice(), rowValue.slice());
        } else {
          txn.put(view, layout.primary().storeId(), oldRowKey, rowValue.slice());
        }
        if (entriesMayMove) {
          moveEntries(rows, row, changed, keyMoves);
        }
      }
    } catch (StorageException e) {
      throw StorageErrors.translate(e).atTable(layout.table().name());
    }
  }

  @Override
  public void delete(ColumnVector rowKeys, int count) {
    BytesVector keys = (BytesVector) rowKeys;
    boolean indexed = !layout.secondaries().isEmpty();
    try {
      for (int row = 0; row < count; row++) {
        keys.get(row, oldRowKey);
        if (!readOldRow(indexed)) {
          continue;
        }
        txn.delete(view, layout.primary().storeId(), oldRowKey);
        if (indexed) {
          VectorBatch old = decoder().decode(oldRowKey, oldValue.slice(), indexedColumns);
          for (IndexLayout index : layout.secondaries()) {
            index.encodeEntry(entryKey, entryValue, old, 0, oldRowKey);
            txn.delete(view, index.storeId(), entryKey.slice());
          }
        }
      }
    } catch (StorageException e) {
      throw StorageErrors.translate(e).atTable(layout.table().name());
    }
  }

  @Override
  public void finish() {
    try {
      pending.drain(this::write);
    } catch (StorageException e) {
      throw StorageErrors.translate(e).atTable(layout.table().name());
    }
  }

  @Override
  public long nextIdentity() {
    return counters.nextIdentity(txn, layout.table());
  }

  @Override
  public void identityUsed(long value) {
    counters.identityUsed(txn, layout.table(), value);
  }

  private void encodeRowKey(VectorBatch rows, int row) {
    rowKey.clear();
    if (layout.hasPrimaryKey()) {
      layout.primary().encodeColumns(rowKey, rows, row);
    } else {
      KeySpace.appendRowNumber(rowKey, counters.nextRowNumber(layout.table().id()));
    }
  }

  private void write(IndexLayout index, boolean unique, Slice key, Slice value) {
    if (!unique) {
      txn.put(view, index.storeId(), key, value);
      return;
    }
    requireFree(index, key);
    try {
      txn.put(view, index.storeId(), key, value);
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.CONFLICT && !conflictsRepeated) {
        // The key is locked now: if somebody has just inserted it, that is the better message.
        requireFree(index, key);
      }
      throw e;
    }
  }

  private void requireFree(IndexLayout index, Slice key) {
    if (txn.getLatest(index.storeId(), key) != null) {
      if (conflictsRepeated) {
        // Nobody was found a moment ago: who came since is to be found when the statement is
        // repeated.
        txn.lock(index.storeId(), key);
        txn.requireUnchanged(view, index.storeId(), key);
      }
      throw ConstraintErrors.duplicate(layout.table(), index, key);
    }
  }

  /**
   * Copies the newest state of the row under {@link #oldRowKey}.
   *
   * @param bytesNeeded whether the caller wants its bytes in {@link #oldValue}
   * @return whether there is one; if not, this statement has deleted it before
   */
  private boolean readOldRow(boolean bytesNeeded) {
    Slice old = txn.getLatest(layout.primary().storeId(), oldRowKey);
    if (old == null) {
      // A conflict unless it was this transaction that deleted the row.
      txn.delete(view, layout.primary().storeId(), oldRowKey);
      return false;
    }
    if (bytesNeeded) {
      oldValue.clear().append(old);
    }
    return true;
  }

  private void moveEntries(VectorBatch rows, int row, BitSet changed, boolean keyMoves) {
    VectorBatch old = decoder().decode(oldRowKey, oldValue.slice(), indexedColumns);
    for (IndexLayout index : layout.secondaries()) {
      if (!keyMoves && !index.intersects(changed)) {
        continue;
      }
      index.encodeEntry(entryKey, entryValue, old, 0, oldRowKey);
      boolean unique = index.encodeEntry(newEntryKey, newEntryValue, rows, row, rowKey.slice());
      Slice value = newEntryValue.slice();
      if (!keyMoves && entryKey.slice().equals(newEntryKey.slice())) {
        if (!entryValue.slice().equals(value)) {
          txn.put(view, index.storeId(), newEntryKey.slice(), value);
        }
        continue;
      }
      txn.delete(view, index.storeId(), entryKey.slice());
      if (unique || keyMoves) {
        pending.add(index, unique, newEntryKey.slice(), value);
      } else {
        txn.put(view, index.storeId(), newEntryKey.slice(), value);
      }
    }
  }

  private RowDecoder decoder() {
    RowDecoder current = decoder;
    if (current == null) {
      current = new RowDecoder(layout);
      decoder = current;
    }
    return current;
  }

  private void checkNotNull(VectorBatch rows) {
    for (int column : notNull) {
      ColumnVector vector = rows.column(column);
      if (vector.hasNulls()) {
        for (int row = 0; row < rows.rowCount(); row++) {
          if (vector.isNull(row)) {
            throw ConstraintErrors.notNull(layout.table(), column);
          }
        }
      }
    }
  }
}
