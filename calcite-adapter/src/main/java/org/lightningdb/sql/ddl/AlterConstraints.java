package org.lightningdb.sql.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.apache.calcite.sql.SqlIdentifier;
import org.lightningdb.index.access.CatalogWriter.KeyConstraint;
import org.lightningdb.index.access.IndexDefinition;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CheckConstraint;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.name.CatalogNames;
import org.lightningdb.sql.name.NearestName;
import org.lightningdb.sql.name.QuotedName;
import org.lightningdb.sql.parser.ast.AlterAction;
import org.lightningdb.sql.parser.ast.TableElements;

/** The steps of ALTER TABLE that are about constraints. */
final class AlterConstraints {
  private final Transaction transaction;
  private final CatalogNames names;
  private final DefaultCheck defaultCheck;
  private final TableRows rows;
  private final TableDraft draft;

  AlterConstraints(
      Transaction transaction,
      CatalogNames names,
      DefaultCheck defaultCheck,
      TableRows rows,
      TableDraft draft) {
    this.transaction = transaction;
    this.names = names;
    this.defaultCheck = defaultCheck;
    this.rows = rows;
    this.draft = draft;
  }

  TableBuilder builder(TableElements elements) {
    List<String> existing = draft.table().columns().stream().map(ColumnDescriptor::name).toList();
    return new TableBuilder(elements, draft.table().name(), existing);
  }

  /** Adds constraints; if they came with a new column, that column is in the draft already. */
  void add(TableElements elements) {
    List<String> before =
        draft.table().columns().stream()
            .map(ColumnDescriptor::name)
            .filter(
                name ->
                    elements.columns().stream()
                        .noneMatch(column -> column.name().getSimple().equals(name)))
            .toList();
    for (KeyConstraint key : new TableBuilder(elements, draft.table().name(), before).keys()) {
      add(key);
    }
    TableDescriptor table = draft.table();
    TableDescriptor checked =
        new CheckBuilder(defaultCheck).withChecks(table, elements.constraints());
    for (CheckConstraint check : checked.checks()) {
      if (!table.checks().contains(check)) {
        requireFree(check.name());
      }
    }
    List<ForeignKeyBuilder.Built> keys =
        new ForeignKeyBuilder(transaction, names).build(checked, elements.constraints());
    for (ForeignKeyBuilder.Built key : keys) {
      requireFree(key.key().name());
      requireParents(key);
    }
    TableDescriptor complete = ForeignKeyBuilder.with(checked, keys);
    draft.change(complete);
    ForeignKeyBuilder.indexes(complete, keys).forEach(draft::addIndex);
  }

  /** The rows that are there have parents. */
  private void requireParents(ForeignKeyBuilder.Built built) {
    TableDescriptor table = draft.table();
    TableDescriptor old = draft.old();
    List<String> columns =
        built.key().columns().stream().map(column -> table.columns().get(column).name()).toList();
    if (columns.stream().anyMatch(column -> old.columnIndex(column) < 0)) {
      if (columns.stream()
          .anyMatch(
              column -> table.columns().get(table.columnIndex(column)).defaultSql() != null)) {
        throw DbException.notSupported("REFERENCES of a new column with a DEFAULT");
      }
      return; // NULL in all rows.
    }
    List<String> parents =
        built.parentIndex().columns().stream()
            .map(key -> built.parent().columns().get(key.column()).name())
            .toList();
    if (rows.anyWhere(old, withoutParent(columns, built.parent(), parents))) {
      throw DbException.of(
              SqlState.FOREIGN_KEY_VIOLATION,
              "foreign key constraint "
                  + built.key().name()
                  + " is violated by a row of table "
                  + table.name()
                  + " whose key is not present in table "
                  + built.parent().name())
          .atConstraint(table.name(), built.key().name());
    }
  }

  private static String withoutParent(
      List<String> columns, TableDescriptor parent, List<String> parentColumns) {
    StringJoiner known = new StringJoiner(" AND ");
    StringJoiner child = new StringJoiner(", ", "(", ")");
    StringJoiner selected = new StringJoiner(", ");
    StringJoiner present = new StringJoiner(" AND ");
    for (int i = 0; i < columns.size(); i++) {
      String column = QuotedName.of(columns.get(i));
      String referenced = QuotedName.of(parentColumns.get(i));
      known.add(column + " IS NOT NULL");
      child.add(column);
      selected.add(referenced);
      present.add(referenced + " IS NOT NULL");
    }
    return known
        + " AND "
        + child
        + " NOT IN (SELECT "
        + selected
        + " FROM "
        + QuotedName.of(parent.schema(), parent.name())
        + " WHERE "
        + present
        + ")";
  }

  /** The rows that are there satisfy the condition. */
  private void add(KeyConstraint key) {
    TableDescriptor table = draft.table();
    if (key.primary() && table.hasPrimaryKey()) {
      throw DbException.of(
              SqlState.INVALID_DEFINITION,
              "table \"" + table.name() + "\" has a primary key already")
          .atTable(table.name());
    }
    String name =
        transaction
            .catalogWriter()
            .constraintName(table.schema(), table.name(), table.columns(), key);
    requireFree(name);
    if (key.primary()) {
      draft.setPrimaryKey(name, key);
    } else {
      draft.addIndex(
          new IndexDefinition(
              name, true, true, key.columns(), List.of(), null, table.primary().layout()));
    }
  }

  void drop(AlterAction.DropConstraint drop) {
    TableDescriptor table = draft.table();
    Optional<String> found = CatalogNames.match(drop.constraint(), names(table));
    if (found.isEmpty()) {
      if (drop.ifExists()) {
        return;
      }
      throw unknown(drop.constraint(), table);
    }
    String name = found.get();
    if (table.hasPrimaryKey() && table.primary().name().equals(name)) {
      dropPrimaryKey(drop.cascade());
      return;
    }
    for (IndexDescriptor index : table.indexes()) {
      if (index.constraint() && index.name().equals(name)) {
        free(index, drop.cascade());
        draft.dropIndex(index);
        return;
      }
    }
    draft.change(
        table
            .withChecks(
                table.checks().stream().filter(check -> !check.name().equals(name)).toList())
            .withForeignKeys(
                table.foreignKeys().stream().filter(key -> !key.name().equals(name)).toList()));
  }

  void dropPrimaryKey(boolean cascade) {
    TableDescriptor table = draft.table();
    if (!table.hasPrimaryKey()) {
      throw DbException.of(
              SqlState.UNDEFINED_OBJECT, "table \"" + table.name() + "\" has no primary key")
          .atTable(table.name());
    }
    free(table.primary(), cascade);
    draft.dropPrimaryKey();
  }

  private void free(IndexDescriptor index, boolean cascade) {
    new ObjectRemoval(transaction, cascade, Set.of())
        .freeKey(draft.table(), index.id(), index.name());
  }

  void rename(AlterAction.RenameConstraint rename) {
    TableDescriptor table = draft.table();
    String name =
        CatalogNames.match(rename.constraint(), names(table))
            .orElseThrow(() -> unknown(rename.constraint(), table));
    String newName = rename.name().getSimple();
    requireFree(newName);
    draft.renameIndex(name, newName);
    TableDescriptor renamed = draft.table();
    draft.change(
        renamed
            .withChecks(
                renamed.checks().stream()
                    .map(
                        check ->
                            check.name().equals(name)
                                ? new CheckConstraint(newName, check.sql())
                                : check)
                    .toList())
            .withForeignKeys(
                renamed.foreignKeys().stream()
                    .map(key -> key.name().equals(name) ? key.withName(newName) : key)
                    .toList()));
  }

  private void requireFree(String name) {
    if (names(draft.table()).contains(name)) {
      throw DbException.of(
              SqlState.DUPLICATE_OBJECT,
              "constraint " + name + " of table " + draft.table().name() + " already exists")
          .atConstraint(draft.table().name(), name);
    }
  }

  private static List<String> names(TableDescriptor table) {
    List<String> names = new ArrayList<>();
    if (table.hasPrimaryKey()) {
      names.add(table.primary().name());
    }
    table.indexes().stream()
        .filter(IndexDescriptor::constraint)
        .map(IndexDescriptor::name)
        .forEach(names::add);
    table.checks().stream().map(CheckConstraint::name).forEach(names::add);
    table.foreignKeys().stream().map(ForeignKey::name).forEach(names::add);
    return names;
  }

  private static DbException unknown(SqlIdentifier constraint, TableDescriptor table) {
    String name = constraint.getSimple();
    return CatalogNames.at(
        DbException.of(
                SqlState.UNDEFINED_OBJECT,
                "constraint \""
                    + name
                    + "\" of table "
                    + table.name()
                    + " does not exist"
                    + NearestName.hint(name, names(table)))
            .atConstraint(table.name(), name),
        constraint);
  }
}
