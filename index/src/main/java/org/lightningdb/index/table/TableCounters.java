package org.lightningdb.index.table;

import java.util.concurrent.ConcurrentHashMap;
import org.lightningdb.index.codec.KeySpace;
import org.lightningdb.index.schema.IdentityRestart;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.Engine;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;

/**
 * The counters of one database: identities and hidden row numbers of tables, and the ids of tables
 * and indexes. Thread-safe.
 */
public final class TableCounters {
  private static final long IDENTITY_CHUNK_MIN = 16;
  private static final long IDENTITY_CHUNK_MAX = 4096;
  private static final long ROW_CHUNK_MIN = 256;
  private static final long ROW_CHUNK_MAX = 65_536;
  private static final long OBJECT_CHUNK = 16;

  /** The numbers of an identity column since it began, or began anew. */
  private record Numbering(int tableId, int restarts) {}

  private final Engine engine;
  private final ConcurrentHashMap<Numbering, Counter> identities = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Integer, Counter> rowNumbers = new ConcurrentHashMap<>();
  private final Counter objectIds;

  public TableCounters(Engine engine) {
    this.engine = engine;
    this.objectIds = new Counter(engine, KeySpace.objectIds(), 1, OBJECT_CHUNK, OBJECT_CHUNK);
  }

  /** An id for a table or index that no other ever had. */
  public int nextObjectId() {
    try {
      return Math.toIntExact(objectIds.next());
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  /** Gives unused numbers back, before the engine is closed. */
  public void giveBack() {
    try {
      objectIds.giveBack();
      identities.values().forEach(Counter::giveBack);
      rowNumbers.values().forEach(Counter::giveBack);
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  /** Removes the counters of a table that has been dropped for good. */
  public void forget(int tableId) {
    identities.keySet().removeIf(numbering -> numbering.tableId() == tableId);
    rowNumbers.remove(tableId);
    try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false)) {
      try (ReadView view = txn.view()) {
        try (Cursor cursor =
            view.cursor(KeySpace.COUNTER_STORE, ByteRange.prefix(KeySpace.identity(tableId)))) {
          for (boolean found = cursor.first(); found; found = cursor.next()) {
            txn.delete(view, KeySpace.COUNTER_STORE, cursor.key().copy());
          }
        }
        txn.delete(view, KeySpace.COUNTER_STORE, KeySpace.rowNumberCounter(tableId));
      }
      txn.commit(Durability.NONE);
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  long nextIdentity(Txn txn, TableDescriptor table) {
    try {
      return identity(txn, table).next();
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  void identityUsed(Txn txn, TableDescriptor table, long value) {
    try {
      identity(txn, table).used(value);
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  /** Storage errors are the caller's to translate. */
  long nextRowNumber(int tableId) {
    return rowNumbers
        .computeIfAbsent(
            tableId,
            id ->
                new Counter(engine, KeySpace.rowNumberCounter(id), 1, ROW_CHUNK_MIN, ROW_CHUNK_MAX))
        .next();
  }

  private Counter identity(Txn txn, TableDescriptor table) {
    IdentityRestart restart = table.identityRestart();
    Numbering numbering = new Numbering(table.id(), restart == null ? 0 : restart.count());
    Counter counter = identities.get(numbering);
    if (counter != null) {
      return counter;
    }
    long first = restart == null ? identityStart(txn, table.id()) : restart.start();
    return identities.computeIfAbsent(
        numbering,
        unused ->
            new Counter(
                engine,
                KeySpace.identity(table.id(), numbering.restarts()),
                first,
                IDENTITY_CHUNK_MIN,
                IDENTITY_CHUNK_MAX));
  }

  /**
   * The table's START WITH. It is in the catalog, where the transaction finds it even if new.
   * Storage errors are the caller's to translate.
   */
  public long identityStart(Txn txn, int tableId) {
    Slice start = txn.getLatest(KeySpace.CATALOG_STORE, KeySpace.identity(tableId));
    return start == null ? 1 : Counter.decode(start);
  }
}
