package org.lightningdb.index;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.CatalogWriter;
import org.lightningdb.index.access.RowRules;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.TableReader;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.catalog.CatalogServices;
import org.lightningdb.index.catalog.TransactionCatalog;
import org.lightningdb.index.catalog.TransactionCatalogWriter;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.profile.ProfileCollector;
import org.lightningdb.index.profile.Profiles;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.TableProfile;
import org.lightningdb.index.table.References;
import org.lightningdb.index.table.StorageErrors;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.LockMode;
import org.lightningdb.storage.spec.LockWait;
import org.lightningdb.storage.txn.Txn;

/** One transaction of the engine, its locks on tables and its view of the catalog. */
final class RelationalTransaction implements Transaction {
  private final CatalogServices services;
  private final TransactionCatalog catalog;
  private final Txn txn;
  private final References references;
  private final Set<Integer> analyzed = new HashSet<>();
  private RowRules.Source rules = RowRules.NONE;
  private boolean ended;

  RelationalTransaction(CatalogServices services, TransactionCatalog catalog) {
    this.services = services;
    this.catalog = catalog;
    this.txn = catalog.txn();
    this.references =
        services
            .tables()
            .references(
                txn,
                catalog::newest,
                table -> catalog.locks().shared(table.id(), "table " + table.name()));
  }

  @Override
  public Isolation isolation() {
    return txn.isolation();
  }

  @Override
  public boolean readOnly() {
    return txn.readOnly();
  }

  @Override
  public CatalogSnapshot catalog() {
    return translating(catalog::current);
  }

  @Override
  public CatalogWriter catalogWriter() {
    requireOpen();
    return new TransactionCatalogWriter(catalog);
  }

  @Override
  public Snapshot snapshot() {
    return translating(() -> new StatementSnapshot(catalog.look()));
  }

  @Override
  public TableReader reader(Snapshot snapshot, TableDescriptor table) {
    requireOpen();
    StatementSnapshot statement = (StatementSnapshot) snapshot;
    TransactionCatalog.requireCurrent(statement.catalog(), table);
    return services.tables().reader(statement.view(), table);
  }

  @Override
  public TableWriter writer(Snapshot snapshot, TableDescriptor table) {
    if (readOnly()) {
      throw DbException.of(
              SqlState.READ_ONLY_TRANSACTION,
              "a read-only transaction cannot write to table " + table.name())
          .atTable(table.name());
    }
    StatementSnapshot statement = (StatementSnapshot) snapshot;
    return translating(
        () -> {
          catalog.lockForRows(table);
          return services.tables().writer(txn, statement.view(), table, rules, references);
        });
  }

  @Override
  public boolean lockRow(
      Snapshot snapshot, TableDescriptor table, Slice rowKey, LockMode mode, LockWait wait) {
    if (readOnly()) {
      throw DbException.of(
              SqlState.READ_ONLY_TRANSACTION,
              "a read-only transaction cannot lock rows of table " + table.name())
          .atTable(table.name());
    }
    StatementSnapshot statement = (StatementSnapshot) snapshot;
    return translating(
        () -> {
          catalog.lockForRows(table);
          long store = table.primary().storeId();
          LockWait really = wait == LockWait.FAIL ? LockWait.SKIP : wait;
          boolean locked = txn.lock(store, rowKey, mode, really);
          if (!locked && wait == LockWait.FAIL) {
            throw DbException.of(
                    SqlState.LOCK_NOT_AVAILABLE,
                    "could not obtain lock on row in table " + table.name())
                .atTable(table.name());
          }
          if (locked) {
            txn.requireUnchanged(statement.view(), store, rowKey);
          }
          return locked;
        });
  }

  @Override
  public void setConstraints(List<String> names, boolean deferred) {
    translating(
        () -> {
          references.set(names, deferred);
          return true;
        });
  }

  @Override
  public void setRules(RowRules.Source newRules) {
    rules = newRules;
  }

  @Override
  public void limitWaits(LongSupplier nanosMax) {
    txn.limitWaits(nanosMax);
    catalog.locks().limitWaits(nanosMax);
  }

  @Override
  public @Nullable TableProfile profile(TableDescriptor table) {
    return translating(() -> Optional.ofNullable(services.profiles().of(table))).orElse(null);
  }

  @Override
  public void analyze(Snapshot snapshot, TableDescriptor table, Runnable checkpoint) {
    if (readOnly()) {
      throw DbException.of(
          SqlState.READ_ONLY_TRANSACTION, "a read-only transaction cannot analyze a table");
    }
    TableProfile profile = ProfileCollector.collect(reader(snapshot, table), table, checkpoint);
    translating(
        () -> {
          catalog.lockForRows(table);
          Profiles.write(txn, ((StatementSnapshot) snapshot).view(), table, profile);
          return analyzed.add(table.id());
        });
  }

  @Override
  public int savepoint() {
    return translating(txn::savepoint);
  }

  @Override
  public void rollbackTo(int savepoint) {
    translating(
        () -> {
          catalog.rollbackTo(savepoint);
          return true;
        });
  }

  @Override
  public void commit(Durability durability) {
    requireOpen();
    ended = true;
    try {
      references.check(List.of());
      catalog.commit(durability);
      analyzed.forEach(services.profiles()::forget);
    } catch (StorageException e) {
      throw StorageErrors.translateCommit(e);
    } finally {
      release();
    }
  }

  @Override
  public void rollback() {
    requireOpen();
    close();
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      release();
    }
  }

  private void release() {
    try {
      catalog.release();
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  private <T> T translating(Supplier<T> action) {
    requireOpen();
    try {
      return action.get();
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  private void requireOpen() {
    if (ended) {
      throw DbException.of(SqlState.INVALID_TRANSACTION_STATE, "the transaction has already ended");
    }
  }
}
