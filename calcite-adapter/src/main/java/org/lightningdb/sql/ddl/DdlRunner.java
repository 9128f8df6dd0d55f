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
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.name.CatalogNames;
import org.lightningdb.sql.name.NearestName;
import org.lightningdb.sql.parser.ast.CreateIndex;
import org.lightningdb.sql.parser.ast.CreateSchema;
import org.lightningdb.sql.parser.ast.CreateTable;
import org.lightningdb.sql.parser.ast.DropObject;

/**
 * Runs one DDL statement in a transaction. The statement is part of the transaction and never ends
 * it; the caller undoes a failed one by its savepoint.
 */
public final class DdlRunner {
  private final Transaction transaction;
  private final CatalogSnapshot catalog;
  private final CatalogNames names;
  private final DefaultCheck defaultCheck;

  /**
   * A runner for one statement.
   *
   * @param schema where unqualified names belong
   */
  public DdlRunner(Transaction transaction, String schema, DefaultCheck defaultCheck) {
    this.transaction = transaction;
    this.catalog = transaction.catalog();
    this.names = new CatalogNames(catalog, schema);
    this.defaultCheck = defaultCheck;
  }

  public void run(SqlNode statement) {
    if (statement instanceof CreateSchema create) {
      createSchema(create);
    } else if (statement instanceof CreateTable create) {
      createTable(create);
    } else if (statement instanceof CreateIndex create) {
      createIndex(create);
    } else if (statement instanceof DropObject drop) {
      drop(drop);
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
    TableBuilder builder = new TableBuilder(create, name);
    List<ColumnDescriptor> columns = builder.columns();
    for (ColumnDescriptor column : columns) {
      String defaultSql = column.defaultSql();
      if (defaultSql != null) {
        defaultCheck.check(defaultSql, name, column);
      }
    }
    transaction
        .catalogWriter()
        .createTable(schema, name, columns, builder.keys(), builder.identityStart());
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
    if (create.ifNotExists && owner(schema, name).isPresent()) {
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
    transaction
        .catalogWriter()
        .createIndex(table.schema(), table.name(), new IndexDefinition(name, create.unique(), key));
  }

  private void drop(DropObject drop) {
    switch (drop.objectKind()) {
      case SCHEMA -> dropSchema(drop);
      case TABLE -> dropTable(drop);
      case INDEX -> dropIndex(drop);
    }
  }

  private void dropSchema(DropObject drop) {
    if (drop.name().names.size() > 1) {
      throw CatalogNames.at(DbException.notSupported("a name with a catalog"), drop.name());
    }
    if (drop.ifExists() && names.findSchema(drop.name()).isEmpty()) {
      return;
    }
    transaction.catalogWriter().dropSchema(names.schema(drop.name()));
  }

  private void dropTable(DropObject drop) {
    if (drop.ifExists() && names.findTable(drop.name()).isEmpty()) {
      return;
    }
    TableDescriptor table = names.table(drop.name());
    transaction.catalogWriter().dropTable(table.schema(), table.name());
  }

  private void dropIndex(DropObject drop) {
    SqlIdentifier identifier = drop.name();
    String schema = names.schemaOf(identifier);
    String name = CatalogNames.lastName(identifier);
    Optional<String> found =
        owner(schema, name).isPresent() ? Optional.of(name) : similar(schema, drop);
    if (found.isEmpty()) {
      if (drop.ifExists()) {
        return;
      }
      throw CatalogNames.at(
          DbException.of(
              SqlState.UNDEFINED_OBJECT,
              "index \"" + name + "\" does not exist" + NearestName.hint(name, indexNames(schema))),
          identifier);
    }
    transaction.catalogWriter().dropIndex(schema, found.get());
  }

  private String indexSchema(SqlIdentifier index, String tableSchema) {
    return index.names.size() == 1 ? tableSchema : names.schemaOf(index);
  }

  private Optional<String> similar(String schema, DropObject drop) {
    SqlIdentifier identifier = drop.name();
    if (identifier.isComponentQuoted(identifier.names.size() - 1)) {
      return Optional.empty();
    }
    String name = CatalogNames.lastName(identifier);
    List<String> similar =
        indexNames(schema).stream().filter(name::equalsIgnoreCase).limit(2).toList();
    return similar.size() == 1 ? Optional.of(similar.get(0)) : Optional.empty();
  }

  private Optional<TableDescriptor> owner(String schema, String index) {
    return catalog.tables().values().stream()
        .filter(table -> table.schema().equals(schema))
        .filter(table -> indexNames(table).contains(index))
        .findFirst();
  }

  private List<String> indexNames(String schema) {
    return catalog.tables().values().stream()
        .filter(table -> table.schema().equals(schema))
        .flatMap(table -> indexNames(table).stream())
        .toList();
  }

  private static List<String> indexNames(TableDescriptor table) {
    List<String> names =
        new java.util.ArrayList<>(table.indexes().stream().map(IndexDescriptor::name).toList());
    if (table.hasPrimaryKey()) {
      names.add(table.primary().name());
    }
    return names;
  }
}
