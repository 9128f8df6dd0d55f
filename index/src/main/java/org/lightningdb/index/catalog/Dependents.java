package org.lightningdb.index.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lightningdb.index.codec.KeySpace;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.index.schema.SchemaObject;
import org.lightningdb.index.schema.SchemaObject.Dependency;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.txn.ReadView;

/**
 * Who needs a table or object, in the newest state of the catalog: whoever takes it away holds it
 * exclusively, and who begins to need it holds it shared, so that nothing is missed.
 */
final class Dependents {
  private final List<TableDescriptor> tables = new ArrayList<>();
  private final List<SchemaObject> objects = new ArrayList<>();

  /** Reads the catalog as {@code view} sees it and as it was committed since. */
  Dependents(CatalogChange change, ReadView view) {
    this(change, view, KeySpace.tables(), KeySpace.objects());
  }

  private Dependents(CatalogChange change, ReadView view, Slice tableKeys, Slice objectKeys) {
    Map<Integer, TableDescriptor> tablesFound = new LinkedHashMap<>();
    Map<Integer, SchemaObject> objectsFound = new LinkedHashMap<>();
    collect(view, tableKeys, objectKeys, tablesFound, objectsFound);
    try (ReadView committed = change.services().engine().view()) {
      collect(committed, tableKeys, objectKeys, tablesFound, objectsFound);
    }
    for (TableDescriptor table : tablesFound.values()) {
      Slice newest = change.latest(KeySpace.table(table.schema(), table.name()));
      if (newest != null) {
        tables.add(DescriptorCodec.decode(newest));
      }
    }
    for (SchemaObject object : objectsFound.values()) {
      Slice newest = change.latest(KeySpace.object(object.schema(), object.name()));
      if (newest != null) {
        objects.add(ObjectCodec.decode(newest));
      }
    }
  }

  /** What there is in one schema. */
  static Dependents inSchema(CatalogChange change, ReadView view, String schema) {
    return new Dependents(change, view, KeySpace.tablesOf(schema), KeySpace.objectsOf(schema));
  }

  private static void collect(
      ReadView view,
      Slice tableKeys,
      Slice objectKeys,
      Map<Integer, TableDescriptor> tables,
      Map<Integer, SchemaObject> objects) {
    CatalogRows.tables(view, tableKeys).forEach(table -> tables.put(table.id(), table));
    CatalogRows.objects(view, objectKeys).forEach(object -> objects.put(object.id(), object));
  }

  void requireEmpty(String schema) {
    for (TableDescriptor table : tables) {
      throw needed("schema " + schema, "it has table " + table.name());
    }
    for (SchemaObject object : objects) {
      throw needed("schema " + schema, "it has " + object.kindName() + " " + object.name());
    }
  }

  /** Fails if a foreign key of another table or an object needs the table or object. */
  void requireNone(int id, String what) {
    for (TableDescriptor table : tables) {
      for (ForeignKey key : table.foreignKeys()) {
        if (key.parentId() == id && table.id() != id) {
          throw needed(what, "constraint " + key.name() + " on table " + table.name() + " needs it")
              .atConstraint(table.name(), key.name());
        }
      }
    }
    for (SchemaObject object : objects) {
      if (object.dependencies().stream().anyMatch(needed -> needed.objectId() == id)) {
        throw neededBy(what, object);
      }
    }
  }

  /** Fails if a foreign key references this unique key. */
  void requireUnreferenced(int indexId, String what) {
    for (TableDescriptor table : tables) {
      for (ForeignKey key : table.foreignKeys()) {
        if (key.parentIndexId() == indexId) {
          throw needed(what, "constraint " + key.name() + " on table " + table.name() + " needs it")
              .atConstraint(table.name(), key.name());
        }
      }
    }
  }

  /** Fails if an object reads a column of {@code old} that {@code changed} has not as it was. */
  void requireColumnsKept(TableDescriptor old, TableDescriptor changed) {
    boolean renamed = !old.name().equals(changed.name()) || !old.schema().equals(changed.schema());
    for (SchemaObject object : objects) {
      for (Dependency dependency : object.dependencies()) {
        if (dependency.objectId() != old.id()) {
          continue;
        }
        if (renamed) {
          throw neededBy("table " + old.name(), object);
        }
        for (String column : dependency.columns()) {
          if (!kept(old, changed, column)) {
            throw neededBy("column " + column + " of table " + old.name(), object);
          }
        }
      }
    }
  }

  private static boolean kept(TableDescriptor old, TableDescriptor changed, String column) {
    int before = old.columnIndex(column);
    int after = changed.columnIndex(column);
    return before >= 0
        && after >= 0
        && old.columns().get(before).type().equals(changed.columns().get(after).type());
  }

  private static DbException neededBy(String what, SchemaObject object) {
    return needed(what, object.kindName() + " " + object.name() + " needs it");
  }

  private static DbException needed(String what, String why) {
    return DbException.of(
        SqlState.DEPENDENT_OBJECTS_EXIST, what + " cannot be changed or dropped: " + why);
  }
}
