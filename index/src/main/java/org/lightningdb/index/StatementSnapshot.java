package org.lightningdb.index;

import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.catalog.TransactionCatalog.Seen;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.table.StorageErrors;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.txn.ReadView;

/** A view of the data with the catalog that belongs to it. */
final class StatementSnapshot implements Snapshot {
  private final Seen seen;

  StatementSnapshot(Seen seen) {
    this.seen = seen;
  }

  ReadView view() {
    return seen.view();
  }

  @Override
  public CatalogSnapshot catalog() {
    return seen.catalog();
  }

  @Override
  public Snapshot beside() {
    return new StatementSnapshot(new Seen(seen.view().beside(), seen.catalog()));
  }

  @Override
  public void close() {
    try {
      seen.view().close();
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }
}
