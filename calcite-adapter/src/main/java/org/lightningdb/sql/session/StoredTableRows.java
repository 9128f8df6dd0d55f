package org.lightningdb.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.TableRebuild;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.CatalogSnapshot.TableName;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.ddl.TableRows;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.name.QuotedName;

/**
 * Reads and rewrites the rows of a table by statements: what INSERT does for a column, it does for
 * rows that are written anew.
 */
final class StoredTableRows implements TableRows {
  private final StatementCompiler compiler;
  private final Transaction transaction;
  private final Function<CatalogSnapshot, StatementCompiler.Scope> scope;
  private final BiFunction<Transaction, Snapshot, ExecutionContext> context;

  /**
   * @param scope in which statements over a catalog are compiled; its plans are not kept
   */
  StoredTableRows(
      StatementCompiler compiler,
      Transaction transaction,
      Function<CatalogSnapshot, StatementCompiler.Scope> scope,
      BiFunction<Transaction, Snapshot, ExecutionContext> context) {
    this.compiler = compiler;
    this.transaction = transaction;
    this.scope = scope;
    this.context = context;
  }

  @Override
  public boolean anyWhere(TableDescriptor table, String conditionSql) {
    String sql =
        "SELECT 1 FROM "
            + QuotedName.of(table.schema(), table.name())
            + " WHERE "
            + conditionSql
            + "\nLIMIT 1";
    try (Snapshot snapshot = transaction.snapshot();
        BatchCursor found =
            compiler
                .compileOnce(sql, scope.apply(snapshot.catalog()))
                .query()
                .open(context.apply(transaction, snapshot))) {
      return found.next() != null;
    }
  }

  @Override
  public TableDescriptor rebuild(
      TableDescriptor from, TableDescriptor to, List<@Nullable String> sources) {
    try (Snapshot snapshot = transaction.snapshot();
        TableRebuild rebuild = transaction.catalogWriter().rebuildTable(to)) {
      String oldName = freeName(snapshot.catalog(), from);
      CatalogSnapshot both = withBoth(snapshot.catalog(), from, oldName, copyTarget(to, sources));
      RebuildTransaction rebuilding = new RebuildTransaction(transaction, from, oldName, rebuild);
      long unused =
          compiler
              .compileOnce(
                  insert(to, QuotedName.of(from.schema(), oldName), sources), scope.apply(both))
              .modification()
              .execute(context.apply(rebuilding, snapshot), null);
      return rebuild.finish();
    }
  }

  private static String insert(TableDescriptor to, String from, List<@Nullable String> sources) {
    List<String> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      String source = sources.get(i);
      if (source != null && to.columns().get(i).generatedSql() == null) {
        columns.add(QuotedName.of(to.columns().get(i).name()));
        values.add(source);
      }
    }
    return "INSERT INTO "
        + QuotedName.of(to.schema(), to.name())
        + " ("
        + String.join(", ", columns)
        + ")\nSELECT "
        + String.join("\n, ", values)
        + "\nFROM "
        + from;
  }

  /** The table with numbers that are copied, not drawn, in an identity column it had before. */
  private static TableDescriptor copyTarget(TableDescriptor to, List<@Nullable String> sources) {
    List<ColumnDescriptor> columns = new ArrayList<>(to.columns());
    for (int i = 0; i < columns.size(); i++) {
      if (sources.get(i) != null) {
        columns.set(i, columns.get(i).withIdentity(Identity.NONE));
      }
    }
    return to.withColumns(columns);
  }

  private static CatalogSnapshot withBoth(
      CatalogSnapshot catalog, TableDescriptor from, String oldName, TableDescriptor to) {
    Map<TableName, TableDescriptor> tables = new TreeMap<>(catalog.tables());
    tables.remove(new TableName(from.schema(), from.name()));
    tables.put(new TableName(from.schema(), oldName), from.withName(from.schema(), oldName));
    tables.put(new TableName(to.schema(), to.name()), to);
    return new CatalogSnapshot(catalog.version(), catalog.schemas(), tables, catalog.objects());
  }

  private static String freeName(CatalogSnapshot catalog, TableDescriptor table) {
    String name = table.name() + " before";
    while (catalog.table(table.schema(), name) != null) {
      name += "_";
    }
    return name;
  }
}
