package org.lightningdb.index.catalog;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.CatalogWriter;
import org.lightningdb.index.access.IndexDefinition;
import org.lightningdb.index.access.TableRebuild;
import org.lightningdb.index.codec.KeySpace;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.SchemaObject;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.StoreSpec.LayoutKind;

/** Changes of the catalog, divided by what they change; {@link CatalogChange} says how. */
public final class TransactionCatalogWriter implements CatalogWriter {
  private final CatalogChange change;
  private final TableChanges tables;
  private final IndexChanges indexes;
  private final ObjectChanges objects;

  public TransactionCatalogWriter(TransactionCatalog catalog) {
    this.change = new CatalogChange(catalog);
    this.tables = new TableChanges(change);
    this.indexes = new IndexChanges(change);
    this.objects = new ObjectChanges(change);
  }

  @Override
  public void createSchema(String name) {
    Slice key = KeySpace.schema(name);
    change.run(
        () -> {
          change.lock(key);
          if (change.latest(key) != null) {
            throw DbException.of(SqlState.DUPLICATE_SCHEMA, "schema " + name + " already exists");
          }
        },
        view -> {
          change.put(view, key, DescriptorCodec.encodeText(name));
          return true;
        });
  }

  @Override
  public void dropSchema(String name) {
    if (name.equals(CatalogSnapshot.SCHEMA_DEFAULT)) {
      throw DbException.of(
          SqlState.INVALID_DEFINITION, "the default schema " + name + " cannot be dropped");
    }
    change.run(
        () -> change.lockSchema(name),
        view -> {
          Dependents.inSchema(change, view, name).requireEmpty(name);
          change.delete(view, KeySpace.schema(name));
          return true;
        });
  }

  @Override
  public TableDescriptor createTable(
      String schema,
      String name,
      List<ColumnDescriptor> columns,
      List<KeyConstraint> constraints,
      long identityStart,
      LayoutKind layout) {
    return tables.create(schema, name, columns, constraints, identityStart, layout);
  }

  @Override
  public void dropTable(String schema, String name) {
    tables.drop(schema, name);
  }

  @Override
  public TableDescriptor lockTable(String schema, String name) {
    return change.run(() -> {}, view -> change.lockTable(schema, name));
  }

  @Override
  public TableDescriptor alterTable(TableDescriptor changed) {
    return tables.alter(changed);
  }

  @Override
  public TableDescriptor restartIdentity(TableDescriptor locked, @Nullable Long start) {
    return change.run(() -> {}, view -> tables.restartIdentity(locked, start));
  }

  @Override
  public TableRebuild rebuildTable(TableDescriptor changed) {
    return change.run(() -> {}, view -> new StoredRebuild(change, tables, changed));
  }

  @Override
  public TableDescriptor createIndex(String schema, String table, IndexDefinition index) {
    return indexes.create(schema, table, index);
  }

  @Override
  public String constraintName(
      String schema, String table, List<ColumnDescriptor> columns, KeyConstraint constraint) {
    return change.run(() -> {}, view -> tables.constraintName(schema, table, columns, constraint));
  }

  @Override
  public void dropIndex(String schema, String name) {
    indexes.drop(schema, name);
  }

  @Override
  public TableDescriptor dropUnique(String schema, String table, String name) {
    return indexes.dropUnique(schema, table, name);
  }

  @Override
  public SchemaObject createObject(IntFunction<SchemaObject> made) {
    return objects.create(made);
  }

  @Override
  public void replaceObject(SchemaObject changed) {
    objects.replace(changed);
  }

  @Override
  public void dropObject(String schema, String name) {
    objects.drop(schema, name);
  }
}
