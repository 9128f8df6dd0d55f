package org.lightningdb.sql.ddl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.index.schema.SchemaObject;
import org.lightningdb.index.schema.TableDescriptor;

/**
 * Drops tables and objects, and first what needs them: all of it if CASCADE was said, else only
 * what the statement drops anyway.
 */
final class ObjectRemoval {
  private final Transaction transaction;
  private final boolean cascade;
  private final Set<Integer> named;

  /**
   * @param named the ids of what the statement names
   */
  ObjectRemoval(Transaction transaction, boolean cascade, Set<Integer> named) {
    this.transaction = transaction;
    this.cascade = cascade;
    this.named = new HashSet<>(named);
  }

  void dropTable(TableDescriptor table) {
    String what = "table " + table.name();
    dropObjectsThatNeed(table.id(), List.of(), what);
    for (TableDescriptor child : tables()) {
      if (child.id() != table.id()) {
        dropKeys(child, key -> key.parentId() == table.id(), what);
      }
    }
    transaction.catalogWriter().dropTable(table.schema(), table.name());
  }

  void dropObject(SchemaObject object) {
    dropObjectsThatNeed(object.id(), List.of(), object.kindName() + " " + object.name());
    transaction.catalogWriter().dropObject(object.schema(), object.name());
  }

  /** Drops the objects that read a column. */
  void freeColumn(TableDescriptor table, String column) {
    dropObjectsThatNeed(
        table.id(), List.of(column), "column " + column + " of table " + table.name());
  }

  /** Drops the foreign keys that reference a key. */
  void freeKey(TableDescriptor table, int indexId, String name) {
    for (TableDescriptor child : tables()) {
      dropKeys(
          child,
          key -> key.parentIndexId() == indexId,
          "constraint " + name + " of table " + table.name());
    }
  }

  private void dropObjectsThatNeed(int id, List<String> columns, String what) {
    for (SchemaObject object : List.copyOf(transaction.catalog().objects().values())) {
      boolean needs =
          object.dependencies().stream()
              .anyMatch(
                  needed ->
                      needed.objectId() == id
                          && (columns.isEmpty()
                              || needed.columns().stream().anyMatch(columns::contains)));
      boolean isThere = transaction.catalog().object(object.schema(), object.name()) != null;
      if (needs && isThere) {
        require(object.id(), what, object.kindName() + " " + object.name());
        dropObject(object);
      }
    }
  }

  private void dropKeys(
      TableDescriptor child, java.util.function.Predicate<ForeignKey> needing, String what) {
    List<ForeignKey> kept = new ArrayList<>();
    for (ForeignKey key : child.foreignKeys()) {
      if (needing.test(key)) {
        require(child.id(), what, "constraint " + key.name() + " on table " + child.name());
      } else {
        kept.add(key);
      }
    }
    if (kept.size() < child.foreignKeys().size()) {
      TableDescriptor locked = transaction.catalogWriter().lockTable(child.schema(), child.name());
      TableDescriptor unused =
          transaction
              .catalogWriter()
              .alterTable(
                  locked.withForeignKeys(
                      locked.foreignKeys().stream().filter(needing.negate()).toList()));
    }
  }

  private List<TableDescriptor> tables() {
    CatalogSnapshot catalog = transaction.catalog();
    return List.copyOf(catalog.tables().values());
  }

  private void require(int dependent, String what, String why) {
    if (!cascade && !named.contains(dependent)) {
      throw DbException.of(
          SqlState.DEPENDENT_OBJECTS_EXIST,
          what + " cannot be dropped: " + why + " needs it; DROP … CASCADE drops both");
    }
  }
}
