package org.lightningdb.jdbc.metadata;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.metadata.MetaDataSource.Filter;

/** Schemas, tables, columns, keys and indexes, out of INFORMATION_SCHEMA. */
abstract class TableMetaData extends ForeignKeyMetaData {
  TableMetaData(MetaDataSource source) {
    super(source);
  }

  /** Conditions on schema and table, exact where the patterns are. */
  private static List<Filter> filters(NamePattern schema, NamePattern table) {
    return List.of(
        new Filter("TABLE_SCHEMA", schema.exactName()),
        new Filter("TABLE_NAME", table.exactName()));
  }

  private static boolean matches(ResultSet row, NamePattern schema, NamePattern table)
      throws SQLException {
    return schema.matches(row.getString("TABLE_SCHEMA"))
        && table.matches(row.getString("TABLE_NAME"));
  }

  /** The only catalogs that match something are the absent one and any. */
  private static boolean foreignCatalog(@Nullable String catalog) {
    return catalog != null && !catalog.isEmpty();
  }

  @Override
  public ResultSet getSchemas() throws SQLException {
    return getSchemas(null, null);
  }

  @Override
  public ResultSet getSchemas(@Nullable String catalog, @Nullable String schemaPattern)
      throws SQLException {
    MetaResult result = new MetaResult().text("TABLE_SCHEM", "TABLE_CATALOG");
    NamePattern pattern = new NamePattern(schemaPattern);
    if (!foreignCatalog(catalog)) {
      source.forEach(
          "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA",
          List.of(),
          row -> {
            String name = row.getString(1);
            if (pattern.matches(name)) {
              result.row(name, null);
            }
          });
    }
    return result.sorted(0).open();
  }

  @Override
  public ResultSet getTableTypes() throws SQLException {
    MetaResult result = new MetaResult().text("TABLE_TYPE");
    result.row("SYSTEM TABLE");
    result.row("TABLE");
    result.row("VIEW");
    return result.open();
  }

  @Override
  public ResultSet getTables(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      String @Nullable [] types)
      throws SQLException {
    MetaResult result =
        new MetaResult()
            .text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "TABLE_TYPE", "REMARKS")
            .text("TYPE_CAT", "TYPE_SCHEM", "TYPE_NAME")
            .text("SELF_REFERENCING_COL_NAME", "REF_GENERATION");
    NamePattern schema = new NamePattern(schemaPattern);
    NamePattern table = new NamePattern(tablePattern);
    List<String> wanted = types == null ? List.of() : Arrays.asList(types);
    if (!foreignCatalog(catalog)) {
      source.forEach(
          "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, REMARKS FROM INFORMATION_SCHEMA.TABLES",
          filters(schema, table),
          row -> {
            String type = jdbcTableType(row.getString("TABLE_TYPE"));
            if (matches(row, schema, table) && (types == null || wanted.contains(type))) {
              String inSchema = row.getString("TABLE_SCHEMA");
              String name = row.getString("TABLE_NAME");
              result.row(
                  null,
                  inSchema,
                  name,
                  type,
                  row.getString("REMARKS"),
                  null,
                  null,
                  null,
                  null,
                  null);
            }
          });
    }
    return result.sorted(3, 1, 2).open();
  }

  private static String jdbcTableType(String type) {
    return type.equals("BASE TABLE") ? "TABLE" : type;
  }

  @Override
  public ResultSet getColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      @Nullable String columnPattern)
      throws SQLException {
    MetaResult result =
        new MetaResult()
            .text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "COLUMN_NAME")
            .integer("DATA_TYPE")
            .text("TYPE_NAME")
            .integer("COLUMN_SIZE", "BUFFER_LENGTH", "DECIMAL_DIGITS", "NUM_PREC_RADIX")
            .integer("NULLABLE")
            .text("REMARKS", "COLUMN_DEF")
            .integer("SQL_DATA_TYPE", "SQL_DATETIME_SUB", "CHAR_OCTET_LENGTH")
            .integer("ORDINAL_POSITION")
            .text("IS_NULLABLE", "SCOPE_CATALOG", "SCOPE_SCHEMA", "SCOPE_TABLE")
            .small("SOURCE_DATA_TYPE")
            .text("IS_AUTOINCREMENT", "IS_GENERATEDCOLUMN");
    NamePattern schema = new NamePattern(schemaPattern);
    NamePattern table = new NamePattern(tablePattern);
    NamePattern column = new NamePattern(columnPattern);
    if (!foreignCatalog(catalog)) {
      source.forEach(
          "SELECT * FROM INFORMATION_SCHEMA.COLUMNS",
          filters(schema, table),
          row -> {
            if (matches(row, schema, table) && column.matches(row.getString("COLUMN_NAME"))) {
              addColumn(result, row);
            }
          });
    }
    return result.sorted(1, 2, 16).open();
  }

  private static void addColumn(MetaResult result, ResultSet row) throws SQLException {
    boolean nullable = row.getString("IS_NULLABLE").equals("YES");
    result.row(
        null,
        row.getString("TABLE_SCHEMA"),
        row.getString("TABLE_NAME"),
        row.getString("COLUMN_NAME"),
        row.getInt("JDBC_TYPE"),
        row.getString("DATA_TYPE"),
        row.getObject("COLUMN_SIZE"),
        null,
        row.getObject("DECIMAL_DIGITS"),
        row.getObject("NUMERIC_PRECISION_RADIX"),
        nullable ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
        row.getString("REMARKS"),
        row.getString("COLUMN_DEFAULT"),
        null,
        null,
        row.getObject("CHARACTER_OCTET_LENGTH"),
        row.getInt("ORDINAL_POSITION"),
        nullable ? "YES" : "NO",
        null,
        null,
        null,
        null,
        row.getString("IS_IDENTITY"),
        "NO");
  }

  @Override
  public ResultSet getPrimaryKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    MetaResult result =
        new MetaResult()
            .text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "COLUMN_NAME")
            .small("KEY_SEQ")
            .text("PK_NAME");
    if (!foreignCatalog(catalog)) {
      source.forEach(
          "SELECT K.TABLE_SCHEMA, K.TABLE_NAME, K.COLUMN_NAME, K.ORDINAL_POSITION,"
              + " K.CONSTRAINT_NAME FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE K"
              + " JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS C"
              + " ON K.TABLE_SCHEMA = C.TABLE_SCHEMA AND K.TABLE_NAME = C.TABLE_NAME"
              + " AND K.CONSTRAINT_NAME = C.CONSTRAINT_NAME",
          List.of(
              new Filter("C.CONSTRAINT_TYPE", "PRIMARY KEY"),
              new Filter("K.TABLE_SCHEMA", schema),
              new Filter("K.TABLE_NAME", table)),
          row ->
              result.row(
                  null,
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getInt(4),
                  row.getString(5)));
    }
    return result.sorted(3).open();
  }

  @Override
  public ResultSet getBestRowIdentifier(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      int scope,
      boolean nullable)
      throws SQLException {
    MetaResult result =
        new MetaResult()
            .small("SCOPE")
            .text("COLUMN_NAME")
            .integer("DATA_TYPE")
            .text("TYPE_NAME")
            .integer("COLUMN_SIZE", "BUFFER_LENGTH")
            .small("DECIMAL_DIGITS", "PSEUDO_COLUMN");
    if (!foreignCatalog(catalog)) {
      Set<String> keys = new HashSet<>();
      try (ResultSet columns = getPrimaryKeys(catalog, schema, table)) {
        while (columns.next()) {
          keys.add(columns.getString("COLUMN_NAME"));
        }
      }
      source.forEach(
          "SELECT COLUMN_NAME, JDBC_TYPE, DATA_TYPE, COLUMN_SIZE, DECIMAL_DIGITS"
              + " FROM INFORMATION_SCHEMA.COLUMNS",
          List.of(new Filter("TABLE_SCHEMA", schema), new Filter("TABLE_NAME", table)),
          row -> {
            if (keys.contains(row.getString("COLUMN_NAME"))) {
              result.row(
                  DatabaseMetaData.bestRowSession,
                  row.getString("COLUMN_NAME"),
                  row.getInt("JDBC_TYPE"),
                  row.getString("DATA_TYPE"),
                  row.getObject("COLUMN_SIZE"),
                  null,
                  row.getObject("DECIMAL_DIGITS"),
                  DatabaseMetaData.bestRowNotPseudo);
            }
          });
    }
    return result.open();
  }

  @Override
  public ResultSet getIndexInfo(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      boolean unique,
      boolean approximate)
      throws SQLException {
    MetaResult result =
        new MetaResult()
            .text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME")
            .truth("NON_UNIQUE")
            .text("INDEX_QUALIFIER", "INDEX_NAME")
            .small("TYPE", "ORDINAL_POSITION")
            .text("COLUMN_NAME", "ASC_OR_DESC")
            .integer("CARDINALITY", "PAGES")
            .text("FILTER_CONDITION");
    if (!foreignCatalog(catalog)) {
      source.forEach(
          "SELECT C.TABLE_SCHEMA, C.TABLE_NAME, I.IS_UNIQUE, C.INDEX_NAME, C.ORDINAL_POSITION,"
              + " C.COLUMN_NAME, C.ORDERING FROM INFORMATION_SCHEMA.INDEX_COLUMNS C"
              + " JOIN INFORMATION_SCHEMA.INDEXES I"
              + " ON C.TABLE_SCHEMA = I.TABLE_SCHEMA AND C.TABLE_NAME = I.TABLE_NAME"
              + " AND C.INDEX_NAME = I.INDEX_NAME",
          List.of(
              new Filter("C.TABLE_SCHEMA", schema),
              new Filter("C.TABLE_NAME", table),
              new Filter("I.IS_UNIQUE", unique ? "YES" : null)),
          row -> addIndexColumn(result, row));
    }
    return result.sorted(3, 6, 5, 7).open();
  }

  private static void addIndexColumn(MetaResult result, ResultSet row) throws SQLException {
    result.row(
        null,
        row.getString("TABLE_SCHEMA"),
        row.getString("TABLE_NAME"),
        !row.getString("IS_UNIQUE").equals("YES"),
        null,
        row.getString("INDEX_NAME"),
        (int) DatabaseMetaData.tableIndexOther,
        row.getInt("ORDINAL_POSITION"),
        row.getString("COLUMN_NAME"),
        row.getString("ORDERING").startsWith("D") ? "D" : "A",
        null,
        null,
        null);
  }
}
