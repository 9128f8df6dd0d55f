package org.lightningdb.index.access;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.TableProfile;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.LockMode;
import org.lightningdb.storage.spec.LockWait;

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

  /** Reads of a table. Other threads may ask for one, each with a snapshot of its own. */
  TableReader reader(Snapshot snapshot, TableDescriptor table);

  TableWriter writer(Snapshot snapshot, TableDescriptor table);

  /**
   * Locks a row as it is in the snapshot.
   *
   * @param rowKey of a row of the snapshot
   * @return false if others have it and the caller does not want to wait ({@code SKIP})
   * @throws org.lightningdb.index.error.DbException 40001 if the row was changed since, 55P03 if it
   *     was not free in time
   */
  boolean lockRow(
      Snapshot snapshot, TableDescriptor table, Slice rowKey, LockMode mode, LockWait wait);

  /**
   * SET CONSTRAINTS: when deferrable foreign keys are checked, to the end of the transaction.
   *
   * @param names of constraints; empty = all
   * @param deferred false: from now on at once, and what was put off now
   */
  void setConstraints(List<String> names, boolean deferred);

  /** Who evaluates what SQL says about rows that the next statement writes. */
  void setRules(RowRules.Source rules);

  /**
   * From now on each wait for a lock of a row or a table lasts at most as long as {@code nanosMax}
   * says when it begins.
   */
  void limitWaits(LongSupplier nanosMax);

  /** What ANALYZE, in a committed transaction, found out about a table; null if nobody asked. */
  @Nullable TableProfile profile(TableDescriptor table);

  /**
   * ANALYZE: reads the whole table and notes, as part of this transaction, what values it has.
   *
   * @param checkpoint run now and then; ends the reading by throwing
   */
  void analyze(Snapshot snapshot, TableDescriptor table, Runnable checkpoint);

  int savepoint();

  void rollbackTo(int savepoint);

  void commit(Durability durability);

  void rollback();

  /** Rolls back unless ended. */
  @Override
  void close();
}
