package org.lightningdb.sql.ddl;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.name.CatalogNames;
import org.lightningdb.sql.parser.ast.AlterAction;
import org.lightningdb.sql.parser.ast.AlterTable;

/**
 * Runs one ALTER TABLE: its steps change a draft of the table one after the other, then the draft
 * is stored. The table is locked before anybody looks at it.
 */
final class AlterTableRunner {
  private final Transaction transaction;
  private final CatalogNames names;
  private final DefaultCheck defaultCheck;
  private final TableRows rows;

  AlterTableRunner(
      Transaction transaction, CatalogNames names, DefaultCheck defaultCheck, TableRows rows) {
    this.transaction = transaction;
    this.names = names;
    this.defaultCheck = defaultCheck;
    this.rows = rows;
  }

  void run(AlterTable alter) {
    Optional<TableDescriptor> found = names.findTable(alter.table());
    if (found.isEmpty() && alter.ifExists()) {
      return;
    }
    TableDescriptor table = found.orElseGet(() -> names.table(alter.table()));
    TableDraft draft =
        new TableDraft(transaction.catalogWriter().lockTable(table.schema(), table.name()));
    for (AlterAction action : alter.actions()) {
      apply(action, draft);
    }
    draft.store(transaction, rows);
  }

  private void apply(AlterAction action, TableDraft draft) {
    AlterColumns columns = new AlterColumns(transaction, defaultCheck, rows, draft);
    AlterConstraints constraints =
        new AlterConstraints(transaction, names, defaultCheck, rows, draft);
    if (action instanceof AlterAction.Add add) {
      if (add.elements().columns().isEmpty()) {
        constraints.add(add.elements());
      } else {
        columns.add(add, constraints);
      }
    } else if (action instanceof AlterAction.DropColumn drop) {
      columns.drop(drop);
    } else if (action instanceof AlterAction.SetType set) {
      columns.setType(set);
    } else if (action instanceof AlterAction.SetDefault set) {
      columns.setDefault(set);
    } else if (action instanceof AlterAction.SetNullable set) {
      columns.setNullable(set);
    } else if (action instanceof AlterAction.SetIdentity set) {
      columns.setIdentity(set);
    } else if (action instanceof AlterAction.RestartIdentity restart) {
      columns.restartIdentity(restart);
    } else if (action instanceof AlterAction.DropConstraint drop) {
      constraints.drop(drop);
    } else if (action instanceof AlterAction.DropPrimaryKey drop) {
      constraints.dropPrimaryKey(drop.cascade());
    } else if (action instanceof AlterAction.RenameConstraint rename) {
      constraints.rename(rename);
    } else if (action instanceof AlterAction.RenameColumn rename) {
      columns.rename(rename);
    } else if (action instanceof AlterAction.RenameTable rename) {
      rename(draft, draft.table().schema(), rename.name().getSimple());
    } else if (action instanceof AlterAction.SetSchema move) {
      rename(draft, names.schema(move.schema()), draft.table().name());
    }
  }

  private void rename(TableDraft draft, String schema, String name) {
    CatalogSnapshot catalog = transaction.catalog();
    if (catalog.table(schema, name) != null) {
      throw DbException.of(
              SqlState.DUPLICATE_TABLE, "table " + schema + "." + name + " already exists")
          .atTable(name);
    }
    draft.change(draft.table().withName(schema, name));
  }

  /** The position of a column in a draft. Fails with 42703. */
  static int column(SqlIdentifier identifier, TableDescriptor table) {
    List<String> existing = table.columns().stream().map(ColumnDescriptor::name).toList();
    return CatalogNames.column(identifier, existing, table.name());
  }
}
