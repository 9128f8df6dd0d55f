package org.lightningdb.index.catalog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.CatalogWriter;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.codec.KeySpace;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.table.RowShapes;
import org.lightningdb.index.table.StorageErrors;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;

/**
 * Changes of the catalog.
 *
 * <p>Who changes an object locks its row first, then looks at its newest state, then writes: so a
 * second transaction that wants the same name waits for the first. Schemas are held shared by
 * whoever puts something into them and exclusively by whoever drops them, tables exclusively by
 * whoever changes or drops them.
 */
public final class TransactionCatalogWriter implements CatalogWriter {
  /** The key of a schema among the table locks. */
  private record SchemaLock(String schema) {}

  /** A store operation whose errors are to be translated. */
  private interface Change<T> {
    T run(ReadView view);
  }

  private final TransactionCatalog catalog;
  private final CatalogServices services;
  private final Txn txn;

  public TransactionCatalogWriter(TransactionCatalog catalog) {
    this.catalog = catalog;
    this.services = catalog.services();
    this.txn = catalog.txn();
  }

  @Override
  public void createSchema(String name) {
    Slice key = KeySpace.schema(name);
    change(
        () -> {
          lock(key);
          if (latest(key) != null) {
            throw DbException.of(SqlState.DUPLICATE_SCHEMA, "schema " + name + " already exists");
          }
        },
        view -> {
          put(view, key, DescriptorCodec.encodeText(name));
          return true;
        });
  }

  @Override
  public void dropSchema(String name) {
    if (name.equals(CatalogSnapshot.SCHEMA_DEFAULT)) {
      throw DbException.of(
          SqlState.INVALID_DEFINITION, "the default schema " + name + " cannot be dropped");
    }
    Slice key = KeySpace.schema(name);
    change(
        () -> {
          catalog.locks().exclusive(new SchemaLock(name), "schema " + name);
          lock(key);
          requireSchema(name);
        },
        view -> {
          requireEmpty(view, name);
          delete(view, key);
          return true;
        });
  }

  @Override
  public TableDescriptor createTable(
      String schema,
      String name,
      List<ColumnDescriptor> columns,
      List<KeyConstraint> constraints,
      long identityStart) {
    TableDefinition.check(name, columns, constraints);
    Slice key = KeySpace.table(schema, name);
    return change(
        () -> {
          catalog.locks().shared(new SchemaLock(schema), "schema " + schema);
          requireSchema(schema);
          lock(key);
          if (latest(key) != null) {
            throw DbException.of(
                    SqlState.DUPLICATE_TABLE, "table " + schema + "." + name + " already exists")
                .atTable(name);
          }
        },
        view -> {
          TableDescriptor table = newTable(view, schema, name, columns, constraints);
          put(view, key, DescriptorCodec.encode(table));
          if (columns.stream().anyMatch(column -> column.identity() != Identity.NONE)) {
            put(
                view,
                KeySpace.identity(table.id()),
                new BytesBuilder(8).appendLong(identityStart).slice());
          }
          return table;
        });
  }

  @Override
  public void dropTable(String schema, String name) {
    TableDescriptor table = lockTable(schema, name);
    change(
        () -> {},
        view -> {
          delete(view, KeySpace.table(schema, name));
          delete(view, KeySpace.identity(table.id()));
          delete(view, KeySpace.profile(table.id()));
          if (table.hasPrimaryKey()) {
            delete(view, KeySpace.indexName(schema, table.primary().name()));
          }
          txn.dropStore(table.primary().storeId());
          for (IndexDescriptor index : table.indexes()) {
            delete(view, KeySpace.indexName(schema, index.name()));
            txn.dropStore(index.storeId());
          }
          catalog.dropped(table.id());
          return true;
        });
  }

  @Override
  public TableDescriptor createIndex(
      String schema, String tableName, String name, boolean unique, List<KeyColumn> columns) {
    TableDescriptor table = lockTable(schema, tableName);
    TableDefinition.checkKey(tableName, table.columns(), columns);
    return change(
        () -> {
          lock(KeySpace.indexName(schema, name));
          requireFreeIndexName(schema, name);
        },
        view -> {
          if (txn.isolation() != Isolation.READ_COMMITTED
              && services.writeTimes().lastCommit(table.id()) > view.timestamp()) {
            throw DbException.of(
                    SqlState.SERIALIZATION_FAILURE,
                    "table " + tableName + " was changed since this transaction began")
                .atTable(tableName);
          }
          IndexDescriptor index = newIndex(name, StoreSpec.btree(), false, unique, false, columns);
          services.tables().build(txn, view, table, index);
          List<IndexDescriptor> indexes = new ArrayList<>(table.indexes());
          indexes.add(index);
          put(view, KeySpace.indexName(schema, name), DescriptorCodec.encodeText(tableName));
          return replace(view, table, indexes);
        });
  }

  @Override
  public void dropIndex(String schema, String name) {
    TableDescriptor table = lockTable(schema, tableOfIndex(schema, name));
    change(
        () -> lock(KeySpace.indexName(schema, name)),
        view -> {
          List<IndexDescriptor> indexes = new ArrayList<>();
          for (IndexDescriptor index : table.indexes()) {
            if (!index.name().equals(name)) {
              indexes.add(index);
            } else if (index.constraint()) {
              throw neededByConstraint(table, name);
            } else {
              txn.dropStore(index.storeId());
            }
          }
          if (indexes.size() == table.indexes().size()) {
            throw neededByConstraint(table, name);
          }
          delete(view, KeySpace.indexName(schema, name));
          return replace(view, table, indexes);
        });
  }

  /** Runs {@code prepare}, which locks and looks, then {@code change} with a view taken after. */
  private <T> T change(Runnable prepare, Change<T> change) {
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
  private TableDescriptor lockTable(String schema, String name) {
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

  private TableDescriptor newTable(
      ReadView view,
      String schema,
      String name,
      List<ColumnDescriptor> columns,
      List<KeyConstraint> constraints) {
    IndexDescriptor primary = null;
    List<IndexDescriptor> indexes = new ArrayList<>();
    List<KeyColumn> key = primaryKey(constraints);
    StoreSpec rows = StoreSpec.btree().withShape(RowShapes.of(columns, key));
    for (KeyConstraint constraint : constraints) {
      String chosen =
          ConstraintNames.choose(
              name,
              columns,
              constraint,
              candidate -> latest(KeySpace.indexName(schema, candidate)) != null);
      lock(KeySpace.indexName(schema, chosen));
      requireFreeIndexName(schema, chosen);
      put(view, KeySpace.indexName(schema, chosen), DescriptorCodec.encodeText(name));
      StoreSpec spec = constraint.primary() ? rows : StoreSpec.btree();
      IndexDescriptor index =
          newIndex(chosen, spec, constraint.primary(), true, true, constraint.columns());
      if (constraint.primary()) {
        primary = index;
      } else {
        indexes.add(index);
      }
    }
    if (primary == null) {
      primary = newIndex(name + "_ROWS", rows, true, true, false, key);
    }
    return new TableDescriptor(
        services.counters().nextObjectId(),
        schema,
        name,
        TableDefinition.withPrimaryKeyNotNull(columns, constraints),
        primary,
        indexes);
  }

  /** Empty if there is none, and rows are numbered. */
  private static List<KeyColumn> primaryKey(List<KeyConstraint> constraints) {
    for (KeyConstraint constraint : constraints) {
      if (constraint.primary()) {
        return constraint.columns();
      }
    }
    return List.of();
  }

  private IndexDescriptor newIndex(
      String name,
      StoreSpec spec,
      boolean primary,
      boolean unique,
      boolean constraint,
      List<KeyColumn> columns) {
    long storeId = txn.createStore(spec);
    int id = services.counters().nextObjectId();
    return new IndexDescriptor(id, name, storeId, primary, unique, constraint, columns);
  }

  private TableDescriptor replace(
      ReadView view, TableDescriptor table, List<IndexDescriptor> indexes) {
    TableDescriptor changed =
        new TableDescriptor(
            table.id(), table.schema(), table.name(), table.columns(), table.primary(), indexes);
    put(view, KeySpace.table(table.schema(), table.name()), DescriptorCodec.encode(changed));
    return changed;
  }

  private String tableOfIndex(String schema, String name) {
    try {
      Slice table = latest(KeySpace.indexName(schema, name));
      if (table == null) {
        throw DbException.of(
            SqlState.UNDEFINED_OBJECT, "index " + schema + "." + name + " does not exist");
      }
      return DescriptorCodec.decodeText(table);
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  private void requireSchema(String name) {
    if (latest(KeySpace.schema(name)) == null) {
      throw DbException.of(SqlState.UNDEFINED_SCHEMA, "schema " + name + " does not exist");
    }
  }

  /** Looks at the view and at what was committed since. */
  private void requireEmpty(ReadView view, String schema) {
    List<TableDescriptor> tables =
        new ArrayList<>(CatalogRows.tables(view, KeySpace.tablesOf(schema)));
    try (ReadView committed = services.engine().view()) {
      tables.addAll(CatalogRows.tables(committed, KeySpace.tablesOf(schema)));
    }
    for (TableDescriptor table : tables) {
      if (latest(KeySpace.table(schema, table.name())) != null) {
        throw DbException.of(
            SqlState.DEPENDENT_OBJECTS_EXIST,
            "schema " + schema + " cannot be dropped: it has table " + table.name());
      }
    }
  }

  private void requireFreeIndexName(String schema, String name) {
    Slice table = latest(KeySpace.indexName(schema, name));
    if (table != null) {
      throw DbException.of(
          SqlState.DUPLICATE_OBJECT,
          "an index or constraint "
              + name
              + " already exists in schema "
              + schema
              + ", on table "
              + DescriptorCodec.decodeText(table));
    }
  }

  private static DbException neededByConstraint(TableDescriptor table, String name) {
    return DbException.of(
            SqlState.DEPENDENT_OBJECTS_EXIST,
            "index " + name + " cannot be dropped: the constraint of that name needs it")
        .atConstraint(table.name(), name);
  }

  private void lock(Slice key) {
    txn.lock(KeySpace.CATALOG_STORE, key);
  }

  private @Nullable Slice latest(Slice key) {
    return txn.getLatest(KeySpace.CATALOG_STORE, key);
  }

  private void put(ReadView view, Slice key, Slice value) {
    txn.put(view, KeySpace.CATALOG_STORE, key, value);
  }

  private void delete(ReadView view, Slice key) {
    txn.delete(view, KeySpace.CATALOG_STORE, key);
  }
}
