package org.lightningdb.sql.ddl;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.SchemaObject;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.ViewDescriptor;
import org.lightningdb.sql.name.CatalogNames;
import org.lightningdb.sql.name.IndexNames;
import org.lightningdb.sql.parser.ast.DropObject;

/** Runs one DROP. */
final class DropRunner {
  private final Transaction transaction;
  private final CatalogNames names;

  DropRunner(Transaction transaction, CatalogNames names) {
    this.transaction = transaction;
    this.names = names;
  }

  void run(DropObject drop) {
    switch (drop.objectKind()) {
      case SCHEMA -> drop.names().forEach(name -> dropSchema(drop, name));
      case TABLE -> dropTables(drop);
      case VIEW -> dropViews(drop);
      case INDEX -> drop.names().forEach(name -> dropIndex(drop, name));
    }
  }

  private void dropSchema(DropObject drop, SqlIdentifier name) {
    if (name.names.size() > 1) {
      throw CatalogNames.at(DbException.notSupported("a name with a catalog"), name);
    }
    if (drop.ifExists() && names.findSchema(name).isEmpty()) {
      return;
    }
    String schema = names.schema(name);
    if (drop.cascade()) {
      empty(schema);
    }
    transaction.catalogWriter().dropSchema(schema);
  }

  private void empty(String schema) {
    ObjectRemoval removal = new ObjectRemoval(transaction, true, Set.of());
    for (SchemaObject object : List.copyOf(transaction.catalog().objects().values())) {
      boolean isThere = transaction.catalog().object(object.schema(), object.name()) != null;
      if (object.schema().equals(schema) && isThere) {
        removal.dropObject(object);
      }
    }
    for (TableDescriptor table : List.copyOf(transaction.catalog().tables().values())) {
      if (table.schema().equals(schema)) {
        removal.dropTable(table);
      }
    }
  }

  private void dropTables(DropObject drop) {
    Set<Integer> named = new HashSet<>();
    for (SqlIdentifier name : drop.names()) {
      names.findTable(name).ifPresent(table -> named.add(table.id()));
    }
    ObjectRemoval removal = new ObjectRemoval(transaction, drop.cascade(), named);
    Set<Integer> dropped = new HashSet<>();
    for (SqlIdentifier name : drop.names()) {
      if (drop.ifExists() && names.findTable(name).isEmpty()) {
        continue;
      }
      TableDescriptor table = names.table(name);
      if (dropped.add(table.id())) {
        removal.dropTable(table);
      }
    }
  }

  private void dropViews(DropObject drop) {
    Set<Integer> named = new HashSet<>();
    for (SqlIdentifier name : drop.names()) {
      names.findObject(name).ifPresent(object -> named.add(object.id()));
    }
    ObjectRemoval removal = new ObjectRemoval(transaction, drop.cascade(), named);
    Set<Integer> dropped = new HashSet<>();
    for (SqlIdentifier name : drop.names()) {
      Optional<SchemaObject> found = names.findObject(name);
      if (found.isEmpty() && drop.ifExists() && names.findTable(name).isEmpty()) {
        continue;
      }
      if (!(found.orElse(null) instanceof ViewDescriptor view)) {
        throw notA("view", name);
      }
      boolean isThere = transaction.catalog().object(view.schema(), view.name()) != null;
      if (dropped.add(view.id()) && isThere) {
        removal.dropObject(view);
      }
    }
  }

  private DbException notA(String kind, SqlIdentifier name) {
    String text = String.join(".", name.names);
    boolean isThere = names.findTable(name).isPresent() || names.findObject(name).isPresent();
    return CatalogNames.at(
        isThere
            ? DbException.of(SqlState.WRONG_OBJECT_TYPE, "\"" + text + "\" is not a " + kind)
            : DbException.of(SqlState.UNDEFINED_TABLE, kind + " \"" + text + "\" does not exist"),
        name);
  }

  private void dropIndex(DropObject drop, SqlIdentifier name) {
    IndexNames indexes = new IndexNames(transaction.catalog(), names);
    Optional<IndexNames.Found> found = indexes.find(name);
    if (found.isEmpty()) {
      if (drop.ifExists()) {
        return;
      }
      throw indexes.unknown(name);
    }
    transaction.catalogWriter().dropIndex(found.get().table().schema(), found.get().index().name());
  }
}
