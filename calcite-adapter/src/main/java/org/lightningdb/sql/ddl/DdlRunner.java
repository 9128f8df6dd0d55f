package org.lightningdb.sql.ddl;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.lightningdb.index.access.IndexDefinition;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.name.CatalogNames;
import org.lightningdb.sql.name.IndexNames;
import org.lightningdb.sql.parser.ast.AlterIndex;
import org.lightningdb.sql.parser.ast.AlterTable;
import org.lightningdb.sql.parser.ast.CreateIndex;
import org.lightningdb.sql.parser.ast.CreateSchema;
import org.lightningdb.sql.parser.ast.CreateTable;
import org.lightningdb.sql.parser.ast.CreateView;
import org.lightningdb.sql.parser.ast.DropObject;
import org.lightningdb.sql.parser.ast.TruncateStatement;
import org.lightningdb.storage.spec.StoreSpec.LayoutKind;

/**
 * Runs one DDL statement in a transaction. The statement is part of the transaction and never ends
 * it; the caller undoes a failed one by its savepoint.
 */
public final class DdlRunner {
  private final Transaction transaction;
  private final CatalogSnapshot catalog;
  private final CatalogNames names;
  private final DefaultCheck defaultCheck;
  private final TableRows tableRows;
  private final String schema;
  private final QueryFacts queryFacts;

  /**
   * A runner for one statement.
   *
   * @param schema where unqualified names belong
   */
  public DdlRunner(
      Transaction transaction,
      String schema,
      DefaultCheck defaultCheck,
      TableRows tableRows,
      QueryFacts queryFacts) {
    this.schema = schema;
    this.queryFacts = queryFacts;
    this.transaction = transaction;
    this.catalog = transaction.catalog();
    this.names = new CatalogNames(catalog, schema);
    this.defaultCheck = defaultCheck;
    this.tableRows = tableRows;
  }

  public void run(SqlNode statement) {
    if (statement instanceof CreateSchema create) {
      createSchema(create);
    } else if (statement instanceof CreateTable create) {
      createTable(create);
    } else if (statement instanceof CreateIndex create) {
      createIndex(create);
    } else if (statement instanceof CreateView create) {
      new ViewRunner(transaction, names, schema, queryFacts).create(create);
    } else if (statement instanceof DropObject drop) {
      new DropRunner(transaction, names).run(drop);
    } else if (statement instanceof AlterTable alter) {
      new AlterTableRunner(transaction, names, defaultCheck, tableRows).run(alter);
    } else if (statement instanceof AlterIndex alter) {
      renameIndex(alter);
    } else if (statement instanceof TruncateStatement truncate) {
      new Truncation(transaction, names).run(truncate);
    } else {
      throw DbException.notSupported(statement.getKind().name().replace('_', ' '));
    }
  }

  private void createSchema(CreateSchema create) {
    String name = create.name().getSimple();
    if (name.equals("INFORMATION_SCHEMA")) {
      throw CatalogNames.at(
          DbException.of(SqlState.DUPLICATE_SCHEMA, "schema " + name + " already exists"),
          create.name());
    }
    if (create.ifNotExists && catalog.schemas().contains(name)) {
      return;
    }
    transaction.catalogWriter().createSchema(name);
  }

  private void createTable(CreateTable create) {
    String schema = names.schemaOf(create.name());
    String name = CatalogNames.lastName(create.name());
    if (catalog.table(schema, name) != null) {
      if (create.ifNotExists) {
        return;
      }
      throw CatalogNames.at(
          DbException.of(SqlState.DUPLICATE_TABLE, "table \"" + name + "\" already exists")
              .atTable(name),
          create.name());
    }
    TableBuilder builder = new TableBuilder(create.elements(), name, List.of());
    List<ColumnDescriptor> columns = builder.columns();
    for (ColumnDescriptor column : columns) {
      String defaultSql = column.defaultSql();
      if (defaultSql != null) {
        defaultCheck.check(defaultSql, name, column);
      }
    }
    TableDescriptor table =
        transaction
            .catalogWriter()
            .createTable(
                schema,
                name,
                columns,
                builder.keys(),
                builder.identityStart(),
                StorageOptions.of(create.elements().storeOptions(), LayoutKind.BTREE));
    TableDescriptor checked =
        new CheckBuilder(defaultCheck).withChecks(table, create.elements().constraints());
    List<ForeignKeyBuilder.Built> keys =
        new ForeignKeyBuilder(transaction, names).build(checked, create.elements().constraints());
    TableDescriptor complete = ForeignKeyBuilder.with(checked, keys);
    if (!complete.equals(table)) {
      transaction.catalogWriter().alterTable(complete);
    }
    for (IndexDefinition index : ForeignKeyBuilder.indexes(complete, keys)) {
      transaction.catalogWriter().createIndex(schema, name, index);
    }
    checkGenerated(table);
  }

  /** Lets the planner look at what columns are generated from. */
  private void checkGenerated(TableDescriptor table) {
    for (ColumnDescriptor column : table.columns()) {
      if (column.generatedSql() != null) {
        boolean unused = tableRows.anyWhere(table, "(" + column.generatedSql() + "\n) IS NULL");
      }
    }
  }

  private void createIndex(CreateIndex create) {
    TableDescriptor table = names.table(create.table());
    String schema = indexSchema(create.name(), table.schema());
    String name = CatalogNames.lastName(create.name());
    if (!schema.equals(table.schema())) {
      throw CatalogNames.at(
          DbException.of(
              SqlState.INVALID_DEFINITION,
              "an index lives in the schema of its table, which is " + table.schema()),
          create.name());
    }
    if (create.ifNotExists && new IndexNames(catalog, names).find(schema, name).isPresent()) {
      return;
    }
    List<String> columns = table.columns().stream().map(ColumnDescriptor::name).toList();
    List<KeyColumn> key =
        create.columns().stream()
            .map(
                column ->
                    new KeyColumn(
                        CatalogNames.column(column.name(), columns, table.name()),
                        column.descending()))
            .toList();
    List<Integer> included =
        create.included().stream()
            .map(column -> CatalogNames.column(column, columns, table.name()))
            .toList();
    transaction
        .catalogWriter()
        .createIndex(
            table.schema(),
            table.name(),
            new IndexDefinition(
                name,
                create.unique(),
                false,
                key,
                included,
                null,
                StorageOptions.of(create.options(), table.primary().layout())));
  }

  private String indexSchema(SqlIdentifier index, String tableSchema) {
    return index.names.size() == 1 ? tableSchema : names.schemaOf(index);
  }

  private void renameIndex(AlterIndex alter) {
    IndexNames indexes = new IndexNames(catalog, names);
    Optional<IndexNames.Found> found = indexes.find(alter.index());
    if (found.isEmpty() && !alter.ifExists()) {
      throw indexes.unknown(alter.index());
    }
    if (found.isPresent()) {
      TableDescriptor table = found.get().table();
      TableDescriptor locked = transaction.catalogWriter().lockTable(table.schema(), table.name());
      TableDraft draft = new TableDraft(locked);
      draft.renameIndex(found.get().index().name(), alter.newName().getSimple());
      draft.store(transaction, tableRows);
    }
  }
}
