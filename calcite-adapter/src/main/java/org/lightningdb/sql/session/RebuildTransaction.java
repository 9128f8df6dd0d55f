package org.lightningdb.sql.session;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.CatalogWriter;
import org.lightningdb.index.access.RowRules;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.TableReader;
import org.lightningdb.index.access.TableRebuild;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.TableProfile;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.LockMode;
import org.lightningdb.storage.spec.LockWait;

/**
 * The transaction as it is seen by the INSERT that copies the rows of a table that is rebuilt: the
 * old table has another name there, and the new one is written through the rebuild.
 */
final class RebuildTransaction implements Transaction {
  private final Transaction transaction;
  private final TableDescriptor old;
  private final String oldName;
  private final TableRebuild rebuild;

  RebuildTransaction(
      Transaction transaction, TableDescriptor old, String oldName, TableRebuild rebuild) {
    this.transaction = transaction;
    this.old = old;
    this.oldName = oldName;
    this.rebuild = rebuild;
  }

  @Override
  public TableReader reader(Snapshot snapshot, TableDescriptor table) {
    boolean isOld = table.id() == old.id() && table.name().equals(oldName);
    return transaction.reader(snapshot, isOld ? old : table);
  }

  @Override
  public TableWriter writer(Snapshot snapshot, TableDescriptor table) {
    return table.id() == old.id() ? rebuild.writer() : transaction.writer(snapshot, table);
  }

  @Override
  public @Nullable TableProfile profile(TableDescriptor table) {
    return table.id() == old.id() ? null : transaction.profile(table);
  }

  @Override
  public Isolation isolation() {
    return transaction.isolation();
  }

  @Override
  public boolean readOnly() {
    return transaction.readOnly();
  }

  @Override
  public CatalogSnapshot catalog() {
    return transaction.catalog();
  }

  @Override
  public CatalogWriter catalogWriter() {
    return transaction.catalogWriter();
  }

  @Override
  public Snapshot snapshot() {
    return transaction.snapshot();
  }

  @Override
  public boolean lockRow(
      Snapshot snapshot, TableDescriptor table, Slice rowKey, LockMode mode, LockWait wait) {
    return transaction.lockRow(snapshot, table, rowKey, mode, wait);
  }

  @Override
  public void setConstraints(List<String> names, boolean deferred) {
    transaction.setConstraints(names, deferred);
  }

  @Override
  public void setRules(RowRules.Source rules) {
    transaction.setRules(rules);
  }

  @Override
  public void limitWaits(LongSupplier nanosMax) {
    transaction.limitWaits(nanosMax);
  }

  @Override
  public void analyze(Snapshot snapshot, TableDescriptor table, Runnable checkpoint) {
    transaction.analyze(snapshot, table, checkpoint);
  }

  @Override
  public int savepoint() {
    return transaction.savepoint();
  }

  @Override
  public void rollbackTo(int savepoint) {
    transaction.rollbackTo(savepoint);
  }

  @Override
  public void commit(Durability durability) {
    transaction.commit(durability);
  }

  @Override
  public void rollback() {
    transaction.rollback();
  }

  @Override
  public void close() {
    transaction.close();
  }
}
