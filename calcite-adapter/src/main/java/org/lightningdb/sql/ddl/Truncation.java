package org.lightningdb.sql.ddl;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.index.access.CatalogWriter;
import org.lightningdb.index.access.TableRebuild;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.name.CatalogNames;
import org.lightningdb.sql.parser.ast.TruncateStatement;

/** TRUNCATE: gives tables new, empty stores. */
final class Truncation {
  private final Transaction transaction;
  private final CatalogSnapshot catalog;
  private final CatalogNames names;

  Truncation(Transaction transaction, CatalogNames names) {
    this.transaction = transaction;
    this.catalog = transaction.catalog();
    this.names = names;
  }

  void run(TruncateStatement truncate) {
    List<TableDescriptor> tables = new ArrayList<>();
    truncate.tables().stream()
        .map(names::table)
        .filter(table -> !contains(tables, table))
        .forEach(tables::add);
    addChildren(tables, truncate.cascade());
    CatalogWriter writer = transaction.catalogWriter();
    for (TableDescriptor table : tables) {
      TableDescriptor locked = writer.lockTable(table.schema(), table.name());
      if (truncate.restartIdentity()) {
        locked = writer.restartIdentity(locked, null);
      }
      try (TableRebuild rebuild = writer.rebuildTable(locked)) {
        rebuild.finish();
      }
    }
  }

  private static boolean contains(List<TableDescriptor> tables, TableDescriptor table) {
    return tables.stream().anyMatch(known -> known.id() == table.id());
  }

  /** Tables that refer to those in the list are emptied as well, or forbid it. */
  private void addChildren(List<TableDescriptor> tables, boolean cascade) {
    for (int next = 0; next < tables.size(); next++) {
      TableDescriptor parent = tables.get(next);
      for (TableDescriptor child : catalog.tables().values()) {
        boolean refers =
            child.foreignKeys().stream().anyMatch(key -> key.parentId() == parent.id());
        if (refers && !contains(tables, child)) {
          if (!cascade) {
            throw DbException.notSupported(
                "TRUNCATE of table "
                    + parent.name()
                    + ", to which table "
                    + child.name()
                    + " refers, without CASCADE or that table,");
          }
          tables.add(child);
        }
      }
    }
  }
}
