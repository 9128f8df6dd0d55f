package org.lightningdb.sql.ddl;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlIdentifier;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.name.CatalogNames;
import org.lightningdb.sql.name.QuotedName;
import org.lightningdb.sql.parser.ast.AlterAction;
import org.lightningdb.sql.parser.ast.AlterAction.SetIdentity.Change;

/** The steps of ALTER TABLE that are about one column. */
final class AlterColumns {
  private final Transaction transaction;
  private final DefaultCheck defaultCheck;
  private final TableRows rows;
  private final TableDraft draft;

  AlterColumns(
      Transaction transaction, DefaultCheck defaultCheck, TableRows rows, TableDraft draft) {
    this.transaction = transaction;
    this.defaultCheck = defaultCheck;
    this.rows = rows;
    this.draft = draft;
  }

  void add(AlterAction.Add add, AlterConstraints constraints) {
    SqlIdentifier name = add.elements().columns().get(0).name();
    if (add.ifNotExists() && find(name).isPresent()) {
      return;
    }
    TableDescriptor table = draft.table();
    TableBuilder builder = constraints.builder(add.elements());
    ColumnDescriptor column = builder.columns().get(0);
    boolean numbered = table.columns().stream().anyMatch(each -> each.identity() != Identity.NONE);
    if (column.identity() != Identity.NONE && (numbered || builder.identityStart() != 1)) {
      throw CatalogNames.at(
          numbered
              ? DbException.of(
                  SqlState.INVALID_DEFINITION,
                  "table \"" + table.name() + "\" has several identity columns")
              : DbException.notSupported("ADD COLUMN with an identity that does not start with 1"),
          name);
    }
    checkDefault(column);
    draft.addColumn(column);
    constraints.add(add.elements());
  }

  void drop(AlterAction.DropColumn drop) {
    if (drop.ifExists() && find(drop.column()).isEmpty()) {
      return;
    }
    int column = position(drop.column());
    TableDescriptor table = draft.table();
    String name = table.columns().get(column).name();
    if (table.columns().size() == 1) {
      throw CatalogNames.at(
          DbException.of(
              SqlState.INVALID_DEFINITION, "\"" + name + "\" is the only column of its table"),
          drop.column());
    }
    requireNotGeneratedFrom(name, "dropped");
    ObjectRemoval removal = new ObjectRemoval(transaction, drop.cascade(), Set.of(table.id()));
    removal.freeColumn(draft.old(), name);
    for (IndexDescriptor index : indexesWith(column)) {
      new ObjectRemoval(transaction, drop.cascade(), Set.of())
          .freeKey(table, index.id(), index.name());
    }
    draft.dropColumn(column);
  }

  void rename(AlterAction.RenameColumn rename) {
    int column = position(rename.column());
    String newName = rename.name().getSimple();
    if (draft.table().columnIndex(newName) >= 0) {
      throw CatalogNames.at(
          DbException.of(SqlState.DUPLICATE_COLUMN, "column \"" + newName + "\" already exists")
              .atColumn(draft.table().name(), newName),
          rename.name());
    }
    draft.renameColumn(column, newName);
  }

  void setType(AlterAction.SetType set) {
    int column = position(set.column());
    ColumnDescriptor old = draft.table().columns().get(column);
    SqlType type = ColumnTypes.of(set.type());
    requireNoForeignKey(column, set.column());
    requireNotGeneratedFrom(old.name(), "given another type");
    if (old.generatedSql() != null && set.usingSql() != null) {
      throw CatalogNames.at(
          DbException.of(
              SqlState.INVALID_DEFINITION, "column \"" + old.name() + "\" is generated: no USING"),
          set.column());
    }
    TableBuilder.checkIdentityType(old.identity(), type, set.column());
    ColumnDescriptor changed = old.withType(type);
    checkDefault(changed);
    draft.changeColumn(column, each -> changed);
    String using = set.usingSql();
    if (using != null) {
      draft.recompute(column, using);
    } else if (!type.equals(old.type())) {
      draft.recompute();
    }
  }

  void setDefault(AlterAction.SetDefault set) {
    int column = position(set.column());
    ColumnDescriptor changed = draft.table().columns().get(column).withDefault(set.sql());
    if (set.sql() != null
        && (changed.identity() != Identity.NONE || changed.generatedSql() != null)) {
      throw CatalogNames.at(
          DbException.of(
              SqlState.SYNTAX_ERROR,
              "column \"" + changed.name() + "\" gets its values from an identity or expression"),
          set.column());
    }
    checkDefault(changed);
    draft.changeColumn(column, each -> changed);
  }

  void setNullable(AlterAction.SetNullable set) {
    int column = position(set.column());
    TableDescriptor table = draft.table();
    String name = table.columns().get(column).name();
    boolean inKey = table.primary().columns().stream().anyMatch(key -> key.column() == column);
    boolean numbered = table.columns().get(column).identity() != Identity.NONE;
    if (set.nullable() && (inKey || numbered)) {
      throw CatalogNames.at(
          DbException.of(
              SqlState.INVALID_DEFINITION,
              "column \""
                  + name
                  + (inKey ? "\" belongs to the primary key" : "\" is an identity column")),
          set.column());
    }
    if (!set.nullable()) {
      requireNoNulls(column, name);
    }
    draft.changeColumn(column, each -> each.withNullable(set.nullable()));
  }

  private void requireNoNulls(int column, String name) {
    Optional<ColumnDescriptor> source = draft.copiedFrom(column);
    if (source.isEmpty()) {
      return; // Computed when the table is written anew, and looked at there.
    }
    String condition = QuotedName.of(source.get().name()) + " IS NULL";
    if (source.get().nullable() && rows.anyWhere(draft.old(), condition)) {
      throw DbException.of(
              SqlState.NOT_NULL_VIOLATION,
              "column " + name + " of table " + draft.table().name() + " contains NULL")
          .atColumn(draft.table().name(), name);
    }
  }

  void setIdentity(AlterAction.SetIdentity set) {
    int column = position(set.column());
    ColumnDescriptor old = draft.table().columns().get(column);
    boolean numbered = old.identity() != Identity.NONE;
    boolean adds = set.change() == Change.ADD;
    if (adds == numbered) {
      if (set.change() == Change.DROP_IF_EXISTS) {
        return;
      }
      throw CatalogNames.at(
          DbException.of(
              SqlState.INVALID_DEFINITION,
              "column \"" + old.name() + "\" is " + (numbered ? "an" : "no") + " identity column"),
          set.column());
    }
    if (adds) {
      requireNumbering(old, set.column());
    }
    Identity identity =
        switch (set.numbering()) {
          case NONE -> Identity.NONE;
          case ALWAYS -> Identity.ALWAYS;
          case BY_DEFAULT -> Identity.BY_DEFAULT;
        };
    draft.changeColumn(column, each -> each.withIdentity(identity));
  }

  void restartIdentity(AlterAction.RestartIdentity restart) {
    ColumnDescriptor column = draft.table().columns().get(position(restart.column()));
    if (column.identity() == Identity.NONE) {
      throw CatalogNames.at(
          DbException.of(
              SqlState.INVALID_DEFINITION,
              "column \"" + column.name() + "\" is no identity column"),
          restart.column());
    }
    draft.change(transaction.catalogWriter().restartIdentity(draft.table(), restart.value()));
  }

  private void requireNumbering(ColumnDescriptor column, SqlIdentifier place) {
    boolean other =
        draft.table().columns().stream().anyMatch(each -> each.identity() != Identity.NONE);
    String why =
        other
            ? "table \"" + draft.table().name() + "\" has several identity columns"
            : column.nullable()
                ? "column \"" + column.name() + "\" must be NOT NULL before it is numbered"
                : column.defaultSql() != null
                    ? "column \"" + column.name() + "\" has a DEFAULT"
                    : null;
    if (why != null) {
      throw CatalogNames.at(DbException.of(SqlState.INVALID_DEFINITION, why), place);
    }
    TableBuilder.checkIdentityType(Identity.BY_DEFAULT, column.type(), place);
  }

  private void checkDefault(ColumnDescriptor column) {
    String sql = column.defaultSql();
    if (sql != null) {
      defaultCheck.check(sql, draft.table().name(), column);
    }
  }

  private void requireNotGeneratedFrom(String name, String what) {
    for (ColumnDescriptor column : draft.table().columns()) {
      String generated = column.generatedSql();
      if (generated != null && new ColumnReferences(generated, draft.table()).contains(name)) {
        throw DbException.of(
                SqlState.DEPENDENT_OBJECTS_EXIST,
                "column "
                    + name
                    + " cannot be "
                    + what
                    + ": column "
                    + column.name()
                    + " is generated from it")
            .atColumn(draft.table().name(), name);
      }
    }
  }

  private void requireNoForeignKey(int column, SqlIdentifier place) {
    List<IndexDescriptor> indexes = indexesWith(column);
    boolean references =
        draft.table().foreignKeys().stream().anyMatch(key -> key.columns().contains(column));
    Optional<String> referencing =
        transaction.catalog().tables().values().stream()
            .flatMap(table -> table.foreignKeys().stream())
            .filter(key -> indexes.stream().anyMatch(index -> index.id() == key.parentIndexId()))
            .map(ForeignKey::name)
            .findFirst();
    if (references || referencing.isPresent()) {
      throw CatalogNames.at(
          DbException.of(
              SqlState.DEPENDENT_OBJECTS_EXIST,
              "a column of foreign key "
                  + referencing.orElse("columns")
                  + " cannot be given another type: drop the constraint first"),
          place);
    }
  }

  private List<IndexDescriptor> indexesWith(int column) {
    return Stream.concat(Stream.of(draft.table().primary()), draft.table().indexes().stream())
        .filter(index -> index.columns().stream().anyMatch(key -> key.column() == column))
        .toList();
  }

  private Optional<String> find(SqlIdentifier name) {
    return CatalogNames.match(
        name, draft.table().columns().stream().map(ColumnDescriptor::name).toList());
  }

  private int position(SqlIdentifier name) {
    return AlterTableRunner.column(name, draft.table());
  }
}
