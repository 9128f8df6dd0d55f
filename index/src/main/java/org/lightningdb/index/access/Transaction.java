package org.lightningdb.index.access;

import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;

/**
 * A transaction over tables and catalog alike. Used by one thread at a time. Errors are {@link
 * org.lightningdb.index.error.DbException}; after one, the caller rolls back to its savepoint and
 * may go on.
 */
public interface Transaction extends AutoCloseable {
  Isolation isolation();

  boolean readOnly();

  /** The catalog as this transaction sees it, own changes included. */
  CatalogSnapshot catalog();

  /** Catalog changes, part of this transaction. */
  CatalogWriter catalogWriter();

  /**
   * What a statement reads: a snapshot of now (READ COMMITTED) or of the transaction, with own
   * writes made so far. A statement takes one, uses it for all its reads and writes, and closes it.
   */
  Snapshot snapshot();

  TableReader reader(Snapshot snapshot, TableDescriptor table);

  TableWriter writer(Snapshot snapshot, TableDescriptor table);

  int savepoint();

  void rollbackTo(int savepoint);

  void commit(Durability durability);

  void rollback();

  /** Rolls back unless ended. */
  @Override
  void close();
}
