package org.lightningdb.index.catalog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.codec.KeySpace;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.table.TableLocks;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;

/**
 * The catalog as one transaction sees and changes it. Used by one thread at a time.
 *
 * <p>Until its first change a READ COMMITTED transaction sees the committed catalog of the moment,
 * the others that of their snapshot. After a change the catalog is read through the transaction's
 * own views and kept until something may have changed it.
 */
public final class TransactionCatalog {
  /** A view and the catalog it sees. */
  public record Seen(ReadView view, CatalogSnapshot catalog) {}

  private final CatalogServices services;
  private final Txn txn;
  private final TableLocks.Holder locks;
  private final @Nullable CatalogSnapshot begun;
  private final List<Integer> droppedTables = new ArrayList<>();
  private boolean changed;
  private @Nullable CatalogSnapshot own;
  private CatalogCache.Stamp ownStamp = new CatalogCache.Stamp(0, null);

  private TransactionCatalog(
      CatalogServices services, Txn txn, TableLocks.Holder locks, @Nullable CatalogSnapshot begun) {
    this.services = services;
    this.txn = txn;
    this.locks = locks;
    this.begun = begun;
  }

  /** Begins a transaction of the engine and notes which catalog it sees. Errors are storage's. */
  public static TransactionCatalog begin(
      CatalogServices services, Isolation isolation, boolean readOnly) {
    CatalogCache.Stamp stamp = services.cache().stamp();
    Txn txn = services.engine().begin(isolation, readOnly);
    TableLocks.Holder locks = services.locks().newHolder();
    if (isolation == Isolation.READ_COMMITTED) {
      return new TransactionCatalog(services, txn, locks, null);
    }
    try (ReadView view = txn.view()) {
      return new TransactionCatalog(services, txn, locks, services.cache().at(stamp, view));
    } catch (StorageException | DbException e) {
      txn.close();
      throw e;
    }
  }

  public Txn txn() {
    return txn;
  }

  public TableLocks.Holder locks() {
    return locks;
  }

  /** The catalog to plan the next statement with. Errors are storage's. */
  public CatalogSnapshot current() {
    if (!changed) {
      return begun == null ? services.cache().newest() : begun;
    }
    CatalogSnapshot kept = own;
    if (kept != null && (begun != null || services.cache().unchanged(ownStamp))) {
      return kept;
    }
    Seen seen = look();
    seen.view().close();
    return seen.catalog();
  }

  /** The newest catalog, whatever the snapshot, own changes included. Errors are storage's. */
  public CatalogSnapshot newest() {
    return changed ? current() : services.cache().newest();
  }

  /** Takes a view, which the caller closes, with its catalog. Errors are storage's. */
  public Seen look() {
    CatalogCache.Stamp stamp = services.cache().stamp();
    ReadView view = txn.view();
    try {
      return new Seen(view, catalogOf(view, stamp));
    } catch (StorageException | DbException e) {
      view.close();
      throw e;
    }
  }

  private CatalogSnapshot catalogOf(ReadView view, CatalogCache.Stamp stamp) {
    if (!changed) {
      return begun == null ? services.cache().at(stamp, view) : begun;
    }
    CatalogSnapshot kept = own;
    if (kept != null && (begun != null || services.cache().unchanged(ownStamp))) {
      return kept;
    }
    CatalogSnapshot loaded = services.cache().read(view);
    own = loaded;
    ownStamp = stamp;
    return loaded;
  }

  /**
   * Locks {@code table} for writing rows and makes sure that its descriptor is the current one, so
   * that no index is missed.
   *
   * @throws DbException 40001 if the table was changed or dropped in the meantime
   */
  public void lockForRows(TableDescriptor table) {
    locks.shared(table.id(), "table " + table.name());
    if (!changed) {
      requireCurrent(services.cache().newest(), table);
      return;
    }
    Slice latest =
        txn.getLatest(KeySpace.CATALOG_STORE, KeySpace.table(table.schema(), table.name()));
    if (latest == null || !table.equals(DescriptorCodec.decode(latest))) {
      throw outdated(table);
    }
  }

  /** Fails with 40001 unless {@code catalog} has exactly this {@code table}. */
  public static void requireCurrent(CatalogSnapshot catalog, TableDescriptor table) {
    if (!table.equals(catalog.table(table.schema(), table.name()))) {
      throw outdated(table);
    }
  }

  private static DbException outdated(TableDescriptor table) {
    return DbException.of(
            SqlState.SERIALIZATION_FAILURE,
            "table " + table.name() + " was changed by another transaction")
        .atTable(table.name());
  }

  /** Undoes later changes. Errors are storage's. */
  public void rollbackTo(int savepoint) {
    own = null;
    txn.rollbackTo(savepoint);
  }

  /** Commits; the locks are kept until {@link #release}. Errors are storage's. */
  public void commit(Durability durability) {
    long timestamp =
        changed ? services.cache().commit(() -> txn.commit(durability)) : txn.commit(durability);
    for (Object key : locks.keys()) {
      if (key instanceof Integer tableId) {
        services.writeTimes().record(tableId, timestamp);
      }
    }
    forgetDropped();
  }

  /** Ends the engine's transaction unless it has ended, and gives up all locks. */
  public void release() {
    try {
      txn.close();
    } finally {
      locks.releaseAll();
    }
  }

  CatalogServices services() {
    return services;
  }

  /** To be called before the first look at catalog rows that may change, and after each change. */
  void change() {
    changed = true;
    own = null;
  }

  void dropped(int tableId) {
    droppedTables.add(tableId);
  }

  private void forgetDropped() {
    if (droppedTables.isEmpty()) {
      return;
    }
    CatalogSnapshot newest = services.cache().newest();
    for (int tableId : droppedTables) {
      // A drop that was undone by a savepoint has left its table in place.
      if (newest.tables().values().stream().noneMatch(table -> table.id() == tableId)) {
        services.counters().forget(tableId);
        services.tables().forget(tableId);
        services.writeTimes().forget(tableId);
        services.profiles().forget(tableId);
      }
    }
    droppedTables.clear();
  }
}
