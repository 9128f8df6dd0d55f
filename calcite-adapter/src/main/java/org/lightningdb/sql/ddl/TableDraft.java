package org.lightningdb.sql.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.CatalogWriter.KeyConstraint;
import org.lightningdb.index.access.IndexDefinition;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CheckConstraint;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.name.QuotedName;

/**
 * A table that is being altered: its form so far, and where each column's values come from. Nothing
 * is written before {@link #store}, which copies the rows only if a step has changed what they look
 * like.
 */
final class TableDraft {
  private final TableDescriptor old;
  private final List<@Nullable String> sources = new ArrayList<>();
  private final List<IndexDefinition> newIndexes = new ArrayList<>();
  private TableDescriptor table;
  private boolean rowsChange;

  /**
   * @param locked as {@link org.lightningdb.index.access.CatalogWriter#lockTable} has returned it
   */
  TableDraft(TableDescriptor locked) {
    this.old = locked;
    this.table = locked;
    locked.columns().forEach(column -> sources.add(QuotedName.of(column.name())));
  }

  TableDescriptor table() {
    return table;
  }

  /** The table as it was; expressions that columns are computed from are over its columns. */
  TableDescriptor old() {
    return old;
  }

  /** The column whose values a column has unchanged; nothing if they are computed. */
  Optional<ColumnDescriptor> copiedFrom(int column) {
    String source = sources.get(column);
    return old.columns().stream()
        .filter(before -> QuotedName.of(before.name()).equals(source))
        .findFirst();
  }

  void change(TableDescriptor changed) {
    table = changed;
  }

  void changeColumn(int column, UnaryOperator<ColumnDescriptor> how) {
    List<ColumnDescriptor> columns = new ArrayList<>(table.columns());
    columns.set(column, how.apply(columns.get(column)));
    table = table.withColumns(columns);
  }

  void addColumn(ColumnDescriptor column) {
    List<ColumnDescriptor> columns = new ArrayList<>(table.columns());
    columns.add(column);
    table = table.withColumns(columns);
    sources.add(null);
    rowsChange = true;
  }

  /** Computes the values of a column anew. */
  void recompute(int column, String source) {
    sources.set(column, source);
    rowsChange = true;
  }

  /** Writes all values anew, in the types that the columns have now. */
  void recompute() {
    rowsChange = true;
  }

  /** Drops a column with the indexes, keys and checks that mention it. */
  void dropColumn(int column) {
    String name = table.columns().get(column).name();
    List<ColumnDescriptor> columns = new ArrayList<>(table.columns());
    columns.remove(column);
    List<IndexDescriptor> indexes = new ArrayList<>();
    for (IndexDescriptor index : table.indexes()) {
      if (!mentions(index, column, name)) {
        indexes.add(without(index, column));
      }
    }
    boolean inKey = mentions(table.primary(), column, name);
    IndexDescriptor primary =
        inKey ? numbered(table.primary(), table.name()) : without(table.primary(), column);
    List<CheckConstraint> checks =
        table.checks().stream()
            .filter(check -> !new ColumnReferences(check.sql(), table).contains(name))
            .toList();
    List<ForeignKey> keys =
        table.foreignKeys().stream()
            .filter(key -> !key.columns().contains(column))
            .map(key -> key.withColumns(key.columns().stream().map(c -> shift(c, column)).toList()))
            .toList();
    table =
        table
            .withColumns(columns)
            .withIndexes(primary, indexes)
            .withChecks(checks)
            .withForeignKeys(keys);
    sources.remove(column);
    rowsChange = true;
  }

  private boolean mentions(IndexDescriptor index, int column, String name) {
    String where = index.whereSql();
    return index.columns().stream().anyMatch(key -> key.column() == column)
        || index.included().contains(column)
        || (where != null && new ColumnReferences(where, table).contains(name));
  }

  private static IndexDescriptor without(IndexDescriptor index, int dropped) {
    return index.withStore(
        index.storeId(),
        index.columns().stream()
            .map(key -> new KeyColumn(shift(key.column(), dropped), key.descending()))
            .toList(),
        index.included().stream().map(column -> shift(column, dropped)).toList());
  }

  private static int shift(int column, int dropped) {
    return column > dropped ? column - 1 : column;
  }

  private static IndexDescriptor numbered(IndexDescriptor primary, String table) {
    return new IndexDescriptor(
            primary.id(), table + "_ROWS", primary.storeId(), true, true, false, List.of())
        .withLayout(primary.layout());
  }

  /** Renames a column everywhere in the table. */
  void renameColumn(int column, String newName) {
    String name = table.columns().get(column).name();
    UnaryOperator<String> rename = sql -> new ColumnReferences(sql, table).renamed(name, newName);
    List<ColumnDescriptor> columns = new ArrayList<>();
    for (ColumnDescriptor each : table.columns()) {
      String generated = each.generatedSql();
      columns.add(generated == null ? each : each.withGenerated(rename.apply(generated)));
    }
    columns.set(column, columns.get(column).withName(newName));
    List<IndexDescriptor> indexes = new ArrayList<>();
    for (IndexDescriptor index : table.indexes()) {
      String where = index.whereSql();
      indexes.add(where == null ? index : index.withWhere(rename.apply(where)));
    }
    List<CheckConstraint> checks =
        table.checks().stream()
            .map(check -> new CheckConstraint(check.name(), rename.apply(check.sql())))
            .toList();
    table = table.withColumns(columns).withIndexes(table.primary(), indexes).withChecks(checks);
  }

  void renameIndex(String name, String newName) {
    List<IndexDescriptor> indexes =
        table.indexes().stream()
            .map(index -> index.name().equals(name) ? index.withName(newName) : index)
            .toList();
    boolean isPrimary = table.hasPrimaryKey() && table.primary().name().equals(name);
    table =
        table.withIndexes(isPrimary ? table.primary().withName(newName) : table.primary(), indexes);
  }

  /** Gives the table, whose rows were numbered, a primary key. */
  void setPrimaryKey(String name, KeyConstraint key) {
    IndexDescriptor primary = table.primary();
    for (KeyColumn column : key.columns()) {
      changeColumn(column.column(), descriptor -> descriptor.withNullable(false));
    }
    table =
        table.withIndexes(
            new IndexDescriptor(
                    primary.id(), name, primary.storeId(), true, true, true, key.columns())
                .withLayout(primary.layout()),
            table.indexes());
    rowsChange = true;
  }

  /** Numbers the rows instead of finding them by a key. */
  void dropPrimaryKey() {
    table = table.withIndexes(numbered(table.primary(), table.name()), table.indexes());
    rowsChange = true;
  }

  void dropIndex(IndexDescriptor index) {
    table =
        table.withIndexes(
            table.primary(), table.indexes().stream().filter(each -> !each.equals(index)).toList());
  }

  /** An index to be built when the table has its form. */
  void addIndex(IndexDefinition index) {
    newIndexes.add(index);
  }

  /** Writes what has become of the table. */
  void store(Transaction transaction, TableRows rows) {
    TableDescriptor stored = table;
    if (rowsChange) {
      stored = rows.rebuild(old, table, sources);
    } else if (!table.equals(old)) {
      dropIndexes(transaction);
      stored = transaction.catalogWriter().alterTable(table);
    }
    for (CheckConstraint check : stored.checks()) {
      if (rowsChange || !old.checks().contains(check)) {
        requireTrue(check, stored, rows);
      }
    }
    for (IndexDefinition index : newIndexes) {
      stored = transaction.catalogWriter().createIndex(stored.schema(), stored.name(), index);
    }
  }

  /** What was true of the rows before may be false of those in their place. */
  private static void requireTrue(CheckConstraint check, TableDescriptor stored, TableRows rows) {
    if (rows.anyWhere(stored, "NOT (" + check.sql() + "\n)")) {
      throw DbException.of(
              SqlState.CHECK_VIOLATION,
              "check constraint "
                  + check.name()
                  + " is violated by a row of table "
                  + stored.name())
          .atConstraint(stored.name(), check.name());
    }
  }

  /** A rebuild leaves them out; here their stores have to go. */
  private void dropIndexes(Transaction transaction) {
    for (IndexDescriptor index : old.indexes()) {
      if (table.index(index.id()).isEmpty()) {
        TableDescriptor unused =
            transaction.catalogWriter().dropUnique(old.schema(), old.name(), index.name());
      }
    }
  }
}
