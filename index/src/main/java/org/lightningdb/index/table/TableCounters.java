package org.lightningdb.index.table;

import java.util.concurrent.ConcurrentHashMap;
import org.lightningdb.index.codec.KeySpace;
import org.lightningdb.storage.Engine;
import org.lightningdb.storage.bytes.Slice;
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

  private final Engine engine;
  private final ConcurrentHashMap<Integer, Counter> identities = new ConcurrentHashMap<>();
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
    identities.remove(tableId);
    rowNumbers.remove(tableId);
    try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false)) {
      try (ReadView view = txn.view()) {
        txn.delete(view, KeySpace.COUNTER_STORE, KeySpace.identity(tableId));
        txn.delete(view, KeySpace.COUNTER_STORE, KeySpace.rowNumberCounter(tableId));
      }
      txn.commit(Durability.NONE);
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  long nextIdentity(Txn txn, int tableId) {
    try {
      return identity(txn, tableId).next();
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  void identityUsed(Txn txn, int tableId, long value) {
    try {
      identity(txn, tableId).used(value);
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

  /** The table's START WITH is in the catalog, where the transaction finds it even if new. */
  private Counter identity(Txn txn, int tableId) {
    Counter counter = identities.get(tableId);
    if (counter != null) {
      return counter;
    }
    Slice start = txn.getLatest(KeySpace.CATALOG_STORE, KeySpace.identity(tableId));
    long first = start == null ? 1 : Counter.decode(start);
    return identities.computeIfAbsent(
        tableId,
        id ->
            new Counter(
                engine, KeySpace.identity(id), first, IDENTITY_CHUNK_MIN, IDENTITY_CHUNK_MAX));
  }
}
