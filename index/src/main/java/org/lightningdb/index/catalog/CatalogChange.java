package org.lightningdb.index.catalog;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.codec.KeySpace;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.table.StorageErrors;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;

/**
 * What all changes of the catalog are made of.
 *
 * <p>Who changes an object locks its row first, then looks at its newest state, then writes: so a
 * second transaction that wants the same name waits for the first. Schemas are held shared by
 * whoever puts something into them and exclusively by whoever drops them; tables exclusively by
 * whoever changes or drops them, and shared by whoever makes something that needs them.
 */
final class CatalogChange {
  /** The key of a schema among the table locks. */
  private record SchemaLock(String schema) {}

  /** A store operation whose errors are to be translated. */
  interface Change<T> {
    T run(ReadView view);
  }

  private final TransactionCatalog catalog;
  private final Txn txn;

  CatalogChange(TransactionCatalog catalog) {
    this.catalog = catalog;
    this.txn = catalog.txn();
  }

  Txn txn() {
    return txn;
  }

  CatalogServices services() {
    return catalog.services();
  }

  TransactionCatalog catalog() {
    return catalog;
  }

  /** Runs {@code prepare}, which locks and looks, then {@code change} with a view taken after. */
  <T> T run(Runnable prepare, Change<T> change) {
    if (txn.readOnly()) {
      throw DbException.of(
          SqlState.READ_ONLY_TRANSACTION, "a read-only transaction cannot change the catalog");
    }
    try {
      catalog.change();
      prepare.run();
      try (ReadView view = txn.view()) {
        return change.run(view);
      }
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  /** Takes a table for changing its definition and returns its newest descriptor. */
  TableDescriptor lockTable(String schema, String name) {
    try {
      TableDescriptor seen = catalog.current().table(schema, name);
      if (seen == null) {
        throw DbException.of(
                SqlState.UNDEFINED_TABLE, "table " + schema + "." + name + " does not exist")
            .atTable(name);
      }
      catalog.locks().exclusive(seen.id(), "table " + name);
      Slice key = KeySpace.table(schema, name);
      lock(key);
      Slice bytes = latest(key);
      TableDescriptor newest = bytes == null ? null : DescriptorCodec.decode(bytes);
      if (newest == null || newest.id() != seen.id()) {
        throw DbException.of(
                SqlState.SERIALIZATION_FAILURE,
                "table " + name + " was dropped by another transaction")
            .atTable(name);
      }
      return newest;
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  /** Keeps a table or object from being dropped or changed until the transaction ends. */
  void holdShared(int objectId, String what) {
    catalog.locks().shared(objectId, what);
  }

  /**
   * Makes sure that {@code view} shows all rows of a locked table.
   *
   * @throws DbException 40001 if somebody changed them since the transaction's snapshot
   */
  void requireUnchangedSince(ReadView view, TableDescriptor table) {
    if (txn.isolation() != Isolation.READ_COMMITTED
        && services().writeTimes().lastCommit(table.id()) > view.timestamp()) {
      throw DbException.of(
              SqlState.SERIALIZATION_FAILURE,
              "table " + table.name() + " was changed since this transaction began")
          .atTable(table.name());
    }
  }

  /** Keeps a schema from being dropped, and makes sure that it is there. */
  void holdSchema(String name) {
    catalog.locks().shared(new SchemaLock(name), "schema " + name);
    requireSchema(name);
  }

  void lockSchema(String name) {
    catalog.locks().exclusive(new SchemaLock(name), "schema " + name);
    lock(KeySpace.schema(name));
    requireSchema(name);
  }

  private void requireSchema(String name) {
    if (latest(KeySpace.schema(name)) == null) {
      throw DbException.of(SqlState.UNDEFINED_SCHEMA, "schema " + name + " does not exist");
    }
  }

  /**
   * Takes a name that tables and objects share.
   *
   * @throws DbException 42P07 if something has it
   */
  void takeName(String schema, String name) {
    lock(KeySpace.table(schema, name));
    lock(KeySpace.object(schema, name));
    if (latest(KeySpace.table(schema, name)) != null) {
      throw DbException.of(
              SqlState.DUPLICATE_TABLE, "table " + schema + "." + name + " already exists")
          .atTable(name);
    }
    Slice object = latest(KeySpace.object(schema, name));
    if (object != null) {
      throw DbException.of(
              SqlState.DUPLICATE_TABLE,
              ObjectCodec.decode(object).kindName() + " " + schema + "." + name + " already exists")
          .atTable(name);
    }
  }

  /** Takes the name of an index or constraint for a table. */
  void takeIndexName(ReadView view, String schema, String name, String table) {
    Slice key = KeySpace.indexName(schema, name);
    lock(key);
    Slice owner = latest(key);
    if (owner != null) {
      throw DbException.of(
          SqlState.DUPLICATE_OBJECT,
          "an index or constraint "
              + name
              + " already exists in schema "
              + schema
              + ", on table "
              + DescriptorCodec.decodeText(owner));
    }
    put(view, key, DescriptorCodec.encodeText(table));
  }

  void freeIndexName(ReadView view, String schema, String name) {
    delete(view, KeySpace.indexName(schema, name));
  }

  TableDescriptor store(ReadView view, TableDescriptor table) {
    put(view, KeySpace.table(table.schema(), table.name()), DescriptorCodec.encode(table));
    return table;
  }

  void lock(Slice key) {
    txn.lock(KeySpace.CATALOG_STORE, key);
  }

  @Nullable Slice latest(Slice key) {
    return txn.getLatest(KeySpace.CATALOG_STORE, key);
  }

  void put(ReadView view, Slice key, Slice value) {
    txn.put(view, KeySpace.CATALOG_STORE, key, value);
    catalog.change();
  }

  void delete(ReadView view, Slice key) {
    txn.delete(view, KeySpace.CATALOG_STORE, key);
    catalog.change();
  }
}
