package org.lightningdb.index.catalog;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.index.access.RowRules;
import org.lightningdb.index.access.TableRebuild;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.table.StorageErrors;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;

/** Writes the rows of a rebuilt table into new stores, whose names only {@link #finish} tells. */
final class StoredRebuild implements TableRebuild {
  private final CatalogChange change;
  private final TableChanges tables;
  private final TableDescriptor old;
  private final TableDescriptor rebuilt;
  private final ReadView view;
  private final TableWriter writer;

  StoredRebuild(CatalogChange change, TableChanges tables, TableDescriptor changed) {
    this.change = change;
    this.tables = tables;
    this.old = tables.known(changed);
    TableDefinition.check(changed.name(), changed.columns(), List.of());
    this.rebuilt = inNewStores(changed);
    this.view = change.txn().view();
    try {
      change.requireUnchangedSince(view, old);
      new Dependents(change, view).requireColumnsKept(old, changed);
      this.writer =
          change.services().tables().writer(change.txn(), view, rebuilt, RowRules.NONE.of(rebuilt));
    } catch (RuntimeException | Error e) {
      view.close();
      throw e;
    }
  }

  private TableDescriptor inNewStores(TableDescriptor changed) {
    IndexDescriptor primary = changed.primary();
    StoreSpec rows = TableChanges.rowStore(primary.layout(), changed.columns(), primary.columns());
    List<IndexDescriptor> indexes = new ArrayList<>();
    for (IndexDescriptor index : changed.indexes()) {
      indexes.add(inNewStore(index, TableChanges.store(index.layout())));
    }
    return changed.withIndexes(inNewStore(primary, rows), indexes);
  }

  private IndexDescriptor inNewStore(IndexDescriptor index, StoreSpec spec) {
    return index.withStore(change.txn().createStore(spec), index.columns(), index.included());
  }

  @Override
  public TableWriter writer() {
    return writer;
  }

  @Override
  public TableDescriptor finish() {
    return change.run(
        () -> {},
        now -> {
          TableChanges.indexes(old).forEach(index -> change.txn().dropStore(index.storeId()));
          return tables.replace(now, old, rebuilt);
        });
  }

  @Override
  public void close() {
    try {
      view.close();
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }
}
