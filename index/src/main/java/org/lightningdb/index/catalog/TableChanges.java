package org.lightningdb.index.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.CatalogWriter.KeyConstraint;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.codec.KeySpace;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.index.schema.IdentityRestart;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.table.RowShapes;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.StoreSpec.LayoutKind;
import org.lightningdb.storage.txn.ReadView;

/** Creating, changing and dropping tables. */
final class TableChanges {
  private final CatalogChange change;

  TableChanges(CatalogChange change) {
    this.change = change;
  }

  TableDescriptor create(
      String schema,
      String name,
      List<ColumnDescriptor> columns,
      List<KeyConstraint> constraints,
      long identityStart,
      LayoutKind layout) {
    TableDefinition.check(name, columns, constraints);
    return change.run(
        () -> {
          change.holdSchema(schema);
          change.takeName(schema, name);
        },
        view -> {
          TableDescriptor table = newTable(view, schema, name, columns, constraints, layout);
          change.store(view, table);
          if (columns.stream().anyMatch(column -> column.identity() != Identity.NONE)) {
            change.put(
                view,
                KeySpace.identity(table.id()),
                new BytesBuilder(8).appendLong(identityStart).slice());
          }
          return table;
        });
  }

  void drop(String schema, String name) {
    TableDescriptor table = change.lockTable(schema, name);
    change.run(
        () -> {},
        view -> {
          new Dependents(change, view).requireNone(table.id(), "table " + name);
          change.delete(view, KeySpace.table(schema, name));
          change.delete(view, KeySpace.identity(table.id()));
          change.delete(view, KeySpace.profile(table.id()));
          for (IndexDescriptor index : indexes(table)) {
            if (!index.columns().isEmpty()) {
              change.freeIndexName(view, schema, index.name());
            }
            change.txn().dropStore(index.storeId());
          }
          change.catalog().dropped(table.id());
          return true;
        });
  }

  TableDescriptor alter(TableDescriptor changed) {
    return change.run(
        () -> {},
        view -> {
          TableDescriptor old = known(changed);
          TableDefinition.check(changed.name(), changed.columns(), List.of());
          new Dependents(change, view).requireColumnsKept(old, changed);
          return replace(view, old, changed);
        });
  }

  TableDescriptor restartIdentity(TableDescriptor table, @Nullable Long start) {
    IdentityRestart last = table.identityRestart();
    long next =
        start == null
            ? change.services().counters().identityStart(change.txn(), table.id())
            : start;
    return table.withIdentityRestart(
        new IdentityRestart(next, last == null ? 1 : last.count() + 1));
  }

  /** Puts {@code changed} in the place of {@code old}, with its names and what it needs. */
  TableDescriptor replace(ReadView view, TableDescriptor old, TableDescriptor changed) {
    for (ForeignKey key : changed.foreignKeys()) {
      if (!old.foreignKeys().contains(key)) {
        requireParent(view, changed, key);
      }
    }
    for (IndexDescriptor index : indexes(old)) {
      boolean kept = changed.index(index.id()).filter(now -> now.columns().size() > 0).isPresent();
      if (!kept && !index.columns().isEmpty()) {
        new Dependents(change, view)
            .requireUnreferenced(index.id(), "key " + index.name() + " of table " + old.name());
      }
    }
    boolean moved = !old.schema().equals(changed.schema()) || !old.name().equals(changed.name());
    if (moved) {
      change.holdSchema(changed.schema());
      change.takeName(changed.schema(), changed.name());
      change.delete(view, KeySpace.table(old.schema(), old.name()));
    }
    renameIndexes(view, old, changed, moved);
    return change.store(view, changed);
  }

  private void renameIndexes(
      ReadView view, TableDescriptor old, TableDescriptor changed, boolean moved) {
    Set<String> before = names(old);
    Set<String> after = names(changed);
    for (String name : before) {
      if (moved || !after.contains(name)) {
        change.freeIndexName(view, old.schema(), name);
      }
    }
    for (String name : after) {
      if (moved || !before.contains(name)) {
        change.takeIndexName(view, changed.schema(), name, changed.name());
      }
    }
  }

  /** The parent is locked against being dropped, and still has the key that is referenced. */
  private void requireParent(ReadView view, TableDescriptor child, ForeignKey key) {
    change.holdShared(key.parentId(), "the table that " + key.name() + " references");
    boolean found =
        key.parentId() == child.id()
            ? child.index(key.parentIndexId()).isPresent()
            : CatalogRows.tables(view, KeySpace.tables()).stream()
                .filter(table -> table.id() == key.parentId())
                .map(table -> change.latest(KeySpace.table(table.schema(), table.name())))
                .anyMatch(
                    bytes ->
                        bytes != null
                            && DescriptorCodec.decode(bytes)
                                .index(key.parentIndexId())
                                .isPresent());
    if (!found) {
      throw DbException.of(
              SqlState.SERIALIZATION_FAILURE,
              "the key that constraint " + key.name() + " references was dropped")
          .atConstraint(child.name(), key.name());
    }
  }

  /** The newest form of a table that the caller has locked. */
  TableDescriptor known(TableDescriptor changed) {
    for (TableDescriptor table : change.catalog().current().tables().values()) {
      if (table.id() == changed.id()) {
        Slice bytes = change.latest(KeySpace.table(table.schema(), table.name()));
        if (bytes != null) {
          return DescriptorCodec.decode(bytes);
        }
      }
    }
    throw new IllegalArgumentException("table " + changed.name() + " is not locked");
  }

  private TableDescriptor newTable(
      ReadView view,
      String schema,
      String name,
      List<ColumnDescriptor> columns,
      List<KeyConstraint> constraints,
      LayoutKind layout) {
    IndexDescriptor primary = null;
    List<IndexDescriptor> indexes = new ArrayList<>();
    List<KeyColumn> key = primaryKey(constraints);
    StoreSpec rows = rowStore(layout, columns, key);
    for (KeyConstraint constraint : constraints) {
      String chosen = constraintName(schema, name, columns, constraint);
      change.takeIndexName(view, schema, chosen, name);
      StoreSpec spec = constraint.primary() ? rows : store(layout);
      IndexDescriptor index =
          newIndex(chosen, spec, constraint.primary(), true, constraint.columns())
              .withLayout(layout);
      if (constraint.primary()) {
        primary = index;
      } else {
        indexes.add(index);
      }
    }
    if (primary == null) {
      primary = newIndex(name + "_ROWS", rows, true, false, key).withLayout(layout);
    }
    return new TableDescriptor(
        change.services().counters().nextObjectId(),
        schema,
        name,
        TableDefinition.withPrimaryKeyNotNull(columns, constraints),
        primary,
        indexes);
  }

  String constraintName(
      String schema, String table, List<ColumnDescriptor> columns, KeyConstraint constraint) {
    return ConstraintNames.choose(
        table,
        columns,
        constraint,
        candidate -> change.latest(KeySpace.indexName(schema, candidate)) != null);
  }

  static StoreSpec rowStore(
      LayoutKind layout, List<ColumnDescriptor> columns, List<KeyColumn> key) {
    return store(layout).withShape(RowShapes.of(columns, key));
  }

  static StoreSpec store(LayoutKind layout) {
    return switch (layout) {
      case BTREE -> StoreSpec.btree();
      case LSM -> StoreSpec.lsm();
    };
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
      String name, StoreSpec spec, boolean primary, boolean constraint, List<KeyColumn> columns) {
    long storeId = change.txn().createStore(spec);
    int id = change.services().counters().nextObjectId();
    return new IndexDescriptor(id, name, storeId, primary, true, constraint, columns);
  }

  /** Names that are taken in the schema; the hidden row numbers have none. */
  private static Set<String> names(TableDescriptor table) {
    Set<String> names = new HashSet<>();
    for (IndexDescriptor index : indexes(table)) {
      if (!index.columns().isEmpty()) {
        names.add(index.name());
      }
    }
    return names;
  }

  static List<IndexDescriptor> indexes(TableDescriptor table) {
    List<IndexDescriptor> indexes = new ArrayList<>();
    indexes.add(table.primary());
    indexes.addAll(table.indexes());
    return indexes;
  }
}
