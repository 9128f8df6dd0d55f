package org.lightningdb.index.catalog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.IndexDefinition;
import org.lightningdb.index.codec.KeySpace;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.table.StorageErrors;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;

/** Creating and dropping secondary indexes. */
final class IndexChanges {
  private final CatalogChange change;

  IndexChanges(CatalogChange change) {
    this.change = change;
  }

  TableDescriptor create(String schema, String tableName, IndexDefinition definition) {
    TableDescriptor table = change.lockTable(schema, tableName);
    TableDefinition.checkKey(tableName, table.columns(), definition.columns());
    TableDefinition.checkIncluded(tableName, table.columns(), definition);
    return change.run(
        () -> change.lock(KeySpace.indexName(schema, definition.name())),
        view -> {
          change.takeIndexName(view, schema, definition.name(), tableName);
          change.requireUnchangedSince(view, table);
          IndexDescriptor index = newIndex(definition);
          change.services().tables().build(change.txn(), view, table, index);
          List<IndexDescriptor> indexes = new ArrayList<>(table.indexes());
          indexes.add(index);
          return change.store(view, table.withIndexes(table.primary(), indexes));
        });
  }

  private IndexDescriptor newIndex(IndexDefinition definition) {
    return new IndexDescriptor(
        change.services().counters().nextObjectId(),
        definition.name(),
        change.txn().createStore(TableChanges.store(definition.layout())),
        false,
        definition.unique(),
        definition.constraint(),
        definition.columns(),
        definition.included(),
        definition.whereSql(),
        null,
        definition.layout());
  }

  void drop(String schema, String name) {
    TableDescriptor table = change.lockTable(schema, tableOf(schema, name));
    IndexDescriptor index = find(table, name);
    if (index == null || index.constraint()) {
      throw DbException.of(
              SqlState.DEPENDENT_OBJECTS_EXIST,
              "index " + name + " cannot be dropped: the constraint of that name needs it")
          .atConstraint(table.name(), name);
    }
    TableDescriptor unused = remove(table, index);
  }

  TableDescriptor dropUnique(String schema, String tableName, String name) {
    TableDescriptor table = change.lockTable(schema, tableName);
    IndexDescriptor index = find(table, name);
    if (index == null || !index.constraint()) {
      throw DbException.of(
              SqlState.UNDEFINED_OBJECT, "table " + tableName + " has no UNIQUE constraint " + name)
          .atConstraint(tableName, name);
    }
    return remove(table, index);
  }

  private TableDescriptor remove(TableDescriptor table, IndexDescriptor index) {
    return change.run(
        () -> change.lock(KeySpace.indexName(table.schema(), index.name())),
        view -> {
          new Dependents(change, view)
              .requireUnreferenced(
                  index.id(), "index " + index.name() + " of table " + table.name());
          List<IndexDescriptor> indexes = new ArrayList<>(table.indexes());
          indexes.remove(index);
          change.txn().dropStore(index.storeId());
          change.freeIndexName(view, table.schema(), index.name());
          return change.store(view, table.withIndexes(table.primary(), indexes));
        });
  }

  private static @Nullable IndexDescriptor find(TableDescriptor table, String name) {
    return table.indexes().stream()
        .filter(index -> index.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private String tableOf(String schema, String name) {
    try {
      Slice table = change.latest(KeySpace.indexName(schema, name));
      if (table == null) {
        throw DbException.of(
            SqlState.UNDEFINED_OBJECT, "index " + schema + "." + name + " does not exist");
      }
      return DescriptorCodec.decodeText(table);
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }
}
