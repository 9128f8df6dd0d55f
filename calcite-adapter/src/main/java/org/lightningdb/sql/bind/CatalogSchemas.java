package org.lightningdb.sql.bind;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.lookup.Lookup;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.CatalogSnapshot.TableName;
import org.lightningdb.index.schema.SchemaObject;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.ViewDescriptor;

/** The schemas and tables of a catalog snapshot and the system tables, as Calcite's schema tree. */
public final class CatalogSchemas {
  /**
   * The name, in its own schema, of the table that an UPDATE or DELETE changes; it has the row key
   * as an extra last column. No user can write it.
   */
  public static final String TARGET = "\u0001TARGET";

  /** Before the name of a table that has its row key as an extra last column. */
  private static final String WITH_ROW_KEY = "\u0001KEYED ";

  private final CatalogSnapshot catalog;
  private final Collection<SystemTable> systemTables;
  private final TableStatistics statistics;
  private final @Nullable TableDescriptor target;
  private final boolean rowKeys;
  private final ViewTypes views;
  private final Consumer<TableName> reads;

  public CatalogSchemas(
      CatalogSnapshot catalog, Collection<SystemTable> systemTables, TableStatistics statistics) {
    this(catalog, systemTables, statistics, null, false, ViewTypes.NONE, name -> {});
  }

  private CatalogSchemas(
      CatalogSnapshot catalog,
      Collection<SystemTable> systemTables,
      TableStatistics statistics,
      @Nullable TableDescriptor target,
      boolean rowKeys,
      ViewTypes views,
      Consumer<TableName> reads) {
    this.views = views;
    this.reads = reads;
    this.target = target;
    this.rowKeys = rowKeys;
    this.catalog = catalog;
    this.systemTables = systemTables;
    this.statistics = statistics;
  }

  /** The same schemas, {@code table} being there a second time as {@link #TARGET}. */
  public CatalogSchemas withTarget(TableDescriptor table) {
    return new CatalogSchemas(catalog, systemTables, statistics, table, rowKeys, views, reads);
  }

  /** The same schemas, each base table being there a second time, {@link #withRowKey}. */
  public CatalogSchemas withRowKeys() {
    return new CatalogSchemas(catalog, systemTables, statistics, target, true, views, reads);
  }

  /** The name of the table that has the row key as an extra last column. */
  public static List<String> withRowKey(TableDescriptor table) {
    return List.of(table.schema(), WITH_ROW_KEY + table.name());
  }

  /** The same schemas with one more system table. */
  public CatalogSchemas with(SystemTable table) {
    List<SystemTable> tables = new ArrayList<>(systemTables);
    tables.add(table);
    return new CatalogSchemas(catalog, tables, statistics, target, rowKeys, views, reads);
  }

  /** The same schemas, whose views are understood. */
  public CatalogSchemas withViews(ViewTypes types) {
    return new CatalogSchemas(catalog, systemTables, statistics, target, rowKeys, types, reads);
  }

  /** The same schemas, telling what tables and views are looked up. */
  public CatalogSchemas recording(Consumer<TableName> recorder) {
    return new CatalogSchemas(catalog, systemTables, statistics, target, rowKeys, views, recorder);
  }

  public CatalogSnapshot catalog() {
    return catalog;
  }

  /** A new schema tree; belongs to one planning. */
  CalciteSchema root() {
    return CalciteSchema.createRootSchema(false, false, "", new RootSchema());
  }

  /** All schema names, those of system tables included. */
  public List<String> schemaNames() {
    TreeSet<String> names = new TreeSet<>(catalog.schemas());
    systemTables.forEach(table -> names.add(table.schema()));
    return new ArrayList<>(names);
  }

  /** All table names of a schema, system tables included. */
  public List<String> tableNames(String schema) {
    TreeSet<String> names = new TreeSet<>();
    catalog.tables().keySet().stream()
        .filter(name -> name.schema().equals(schema))
        .map(TableName::name)
        .forEach(names::add);
    catalog.objects().values().stream()
        .filter(object -> object instanceof ViewDescriptor && object.schema().equals(schema))
        .map(SchemaObject::name)
        .forEach(names::add);
    systemTables.stream()
        .filter(table -> table.schema().equals(schema))
        .map(SystemTable::name)
        .forEach(names::add);
    return new ArrayList<>(names);
  }

  /**
   * The base table that a name in DML means, or null.
   *
   * @param names the name as written, qualified by its schema or not
   */
  public @Nullable TableDescriptor resolve(List<String> names, String defaultSchema) {
    String schema = names.size() > 1 ? names.get(names.size() - 2) : defaultSchema;
    String resolvedSchema = FoldedNames.resolve(schemaNames(), schema);
    if (resolvedSchema == null || names.size() > 2) {
      return null;
    }
    String table = FoldedNames.resolve(tableNames(resolvedSchema), names.get(names.size() - 1));
    return table == null ? null : catalog.table(resolvedSchema, table);
  }

  /** The columns of all tables whose names occur in a text, for suggestions. */
  List<String> columnsOfTablesIn(String sqlText) {
    String folded = sqlText.toUpperCase(Locale.ROOT);
    TreeSet<String> columns = new TreeSet<>();
    for (TableDescriptor table : catalog.tables().values()) {
      if (folded.contains(table.name().toUpperCase(Locale.ROOT))) {
        table.columns().forEach(column -> columns.add(column.name()));
      }
    }
    for (SchemaObject object : catalog.objects().values()) {
      if (object instanceof ViewDescriptor view
          && folded.contains(view.name().toUpperCase(Locale.ROOT))) {
        view.columns().forEach(column -> columns.add(column.name()));
      }
    }
    for (SystemTable table : systemTables) {
      if (folded.contains(table.name())) {
        table.columns().forEach(column -> columns.add(column.name()));
      }
    }
    return new ArrayList<>(columns);
  }

  private @Nullable Table targetTable() {
    return target == null ? null : new CatalogTable(target, statistics).withRowKey();
  }

  private @Nullable Table table(String schema, String name) {
    TableDescriptor descriptor = catalog.table(schema, name);
    if (descriptor != null) {
      reads.accept(new TableName(schema, name));
      return new CatalogTable(descriptor, statistics);
    }
    if (catalog.object(schema, name) instanceof ViewDescriptor view) {
      reads.accept(new TableName(schema, name));
      return new CatalogView(view, factory -> views.rowType(view, recording(read -> {})));
    }
    return systemTables.stream()
        .filter(table -> table.schema().equals(schema) && table.name().equals(name))
        .findFirst()
        .map(SystemCatalogTable::new)
        .orElse(null);
  }

  private final class RootSchema extends AbstractSchema {
    @Override
    public Lookup<? extends Schema> subSchemas() {
      return new FoldedNames<Schema>(schemaNames(), NamedSchema::new);
    }
  }

  private final class NamedSchema extends AbstractSchema {
    private final String name;

    NamedSchema(String name) {
      this.name = name;
    }

    @Override
    public Lookup<Table> tables() {
      return new FoldedNames<>(
          namesWithTarget(), wanted -> wanted.equals(TARGET) ? targetTable() : anyTable(wanted));
    }

    private @Nullable Table anyTable(String wanted) {
      if (!wanted.startsWith(WITH_ROW_KEY)) {
        return table(name, wanted);
      }
      TableDescriptor keyed = catalog.table(name, wanted.substring(WITH_ROW_KEY.length()));
      return keyed == null ? null : new CatalogTable(keyed, statistics).withRowKey();
    }

    private List<String> namesWithTarget() {
      List<String> names = tableNames(name);
      if (target != null && target.schema().equals(name)) {
        names.add(TARGET);
      }
      if (rowKeys) {
        names.addAll(names.stream().map(known -> WITH_ROW_KEY + known).toList());
      }
      return names;
    }
  }
}
