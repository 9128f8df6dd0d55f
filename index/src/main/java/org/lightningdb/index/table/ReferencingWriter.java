package org.lightningdb.index.table;

import java.util.BitSet;
import java.util.List;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/** Writes rows of a table that has foreign keys, at either end, and keeps them. */
final class ReferencingWriter implements TableWriter {
  private final Txn txn;
  private final TableLayout layout;
  private final TableWriter rowWriter;
  private final List<ChildKeys> own;
  private final List<ParentKeys> referring;
  private final BitSet referencedColumns = new BitSet();
  private final RowDecoder decoder;

  /**
   * @param rowWriter writes rows and entries and checks the rest
   * @param own the keys of the table
   * @param referring the keys that refer to the table
   */
  ReferencingWriter(
      Txn txn,
      TableLayout layout,
      TableWriter rowWriter,
      List<ChildKeys> own,
      List<ParentKeys> referring) {
    this.txn = txn;
    this.layout = layout;
    this.rowWriter = rowWriter;
    this.own = own;
    this.referring = referring;
    this.decoder = new RowDecoder(layout);
    referring.forEach(keys -> keys.reference().parentKey().addColumnsTo(referencedColumns));
  }

  @Override
  public void insert(VectorBatch rows) {
    rowWriter.insert(rows);
    for (int row = 0; row < rows.rowCount(); row++) {
      note(rows, row);
    }
  }

  private void note(VectorBatch rows, int row) {
    translating(() -> own.forEach(keys -> keys.note(rows, row)));
  }

  @Override
  public void insertOrFind(
      VectorBatch rows, List<IndexDescriptor> arbiters, ExistingRows existing) {
    rowWriter.insertOrFind(
        rows,
        arbiters,
        new ExistingRows() {
          @Override
          public boolean wanted() {
            return existing.wanted();
          }

          @Override
          public void inserted(int row) {
            note(rows, row);
            existing.inserted(row);
          }

          @Override
          public void keptOut(int row) {
            existing.keptOut(row);
          }

          @Override
          public void found(int row, VectorBatch table, Slice rowKey) {
            existing.found(row, table, rowKey);
          }

          @Override
          public void repeated(int row) {
            existing.repeated(row);
          }
        });
  }

  @Override
  public void update(ColumnVector rowKeys, VectorBatch rows, BitSet changed) {
    if (referencedColumns.intersects(changed)) {
      translating(
          () -> {
            for (int row = 0; row < rows.rowCount(); row++) {
              VectorBatch old = old(rowKeys, row);
              for (ParentKeys keys : referring) {
                if (old.rowCount() > 0 && keys.reference().parentKey().intersects(changed)) {
                  keys.updated(old, 0, rows, row);
                }
              }
            }
          });
    }
    rowWriter.update(rowKeys, rows, changed);
    for (ChildKeys keys : own) {
      if (keys.reference().isOfChild(changed)) {
        for (int row = 0; row < rows.rowCount(); row++) {
          int position = row;
          translating(() -> keys.note(rows, position));
        }
      }
    }
  }

  @Override
  public void delete(ColumnVector rowKeys, int count) {
    if (!referring.isEmpty()) {
      translating(
          () -> {
            for (int row = 0; row < count; row++) {
              VectorBatch old = old(rowKeys, row);
              if (old.rowCount() > 0) {
                referring.forEach(keys -> keys.deleted(old, 0));
              }
            }
          });
    }
    rowWriter.delete(rowKeys, count);
  }

  /** The referenced columns of a row as it is now; no row if this statement has deleted it. */
  private VectorBatch old(ColumnVector rowKeys, int row) {
    Slice rowKey = ((BytesVector) rowKeys).get(row, new Slice());
    Slice value = txn.getLatest(layout.primary().storeId(), rowKey);
    if (value == null) {
      VectorBatch none = new VectorBatch(layout.kinds(), 1);
      none.setRowCount(0);
      return none;
    }
    return decoder.decode(rowKey, value, referencedColumns);
  }

  @Override
  public void finish() {
    rowWriter.finish();
    translating(
        () -> {
          referring.forEach(ParentKeys::finish);
          referring.forEach(ParentKeys::settle);
          own.forEach(ChildKeys::finish);
        });
  }

  @Override
  public long nextIdentity() {
    return rowWriter.nextIdentity();
  }

  @Override
  public void identityUsed(long value) {
    rowWriter.identityUsed(value);
  }

  private void translating(Runnable action) {
    try {
      action.run();
    } catch (StorageException e) {
      throw StorageErrors.translate(e).atTable(layout.table().name());
    }
  }
}
