package org.lightningdb.sql.rewrite;

import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.name.CatalogNames;
import org.lightningdb.sql.parser.LightningParser;
import org.lightningdb.sql.parser.ast.ShowObjects;

/** {@code SHOW TABLES} and its kin become queries about INFORMATION_SCHEMA. */
final class ShownLists {
  private static final String INFORMATION_SCHEMA = "INFORMATION_SCHEMA";

  private final CatalogNames names;
  private final String schema;
  private final DescribedColumns columns;

  /**
   * Lists of one catalog.
   *
   * @param schema where unqualified names are looked up
   */
  ShownLists(CatalogNames names, String schema, QueryShape shape) {
    this.names = names;
    this.schema = schema;
    this.columns = new DescribedColumns(names, shape);
  }

  /**
   * The query for a list.
   *
   * @throws DbException 42P01, 3F000 for what is not there; 42601 for lists that there are none of
   */
  SqlNode rewrite(ShowObjects show) {
    SqlIdentifier of = show.of();
    return switch (show.kind().isSimple() ? show.kind().getSimple() : "") {
      case "TABLES" ->
          query(
              "SELECT TABLE_NAME, TABLE_TYPE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = "
                  + SqlTexts.literal(schemaOf(of))
                  + " ORDER BY TABLE_NAME");
      case "VIEWS" ->
          query(
              "SELECT TABLE_NAME, VIEW_DEFINITION FROM INFORMATION_SCHEMA.VIEWS WHERE TABLE_SCHEMA = "
                  + SqlTexts.literal(schemaOf(of))
                  + " ORDER BY TABLE_NAME");
      case "SCHEMAS" ->
          query("SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA ORDER BY SCHEMA_NAME");
      case "INDEXES" -> query(indexes(of));
      case "COLUMNS" -> {
        if (of == null) {
          throw CatalogNames.at(
              DbException.of(SqlState.SYNTAX_ERROR, "SHOW COLUMNS needs FROM and a table"),
              show.kind());
        }
        yield columns.ofTable(of);
      }
      default ->
          throw CatalogNames.at(
              DbException.of(
                  SqlState.SYNTAX_ERROR, "there is no list of " + show.kind() + " to be shown"),
              show.kind());
    };
  }

  private String indexes(@Nullable SqlIdentifier of) {
    String condition;
    if (of == null) {
      condition = "c.TABLE_SCHEMA = " + SqlTexts.literal(schema);
    } else {
      TableDescriptor table = names.table(of);
      condition =
          "c.TABLE_SCHEMA = "
              + SqlTexts.literal(table.schema())
              + " AND c.TABLE_NAME = "
              + SqlTexts.literal(table.name());
    }
    return "SELECT c.TABLE_NAME, c.INDEX_NAME, i.IS_UNIQUE, i.INDEX_TYPE, LISTAGG(c.COLUMN_NAME || CASE"
        + " c.ORDERING WHEN 'DESC' THEN ' DESC' ELSE '' END, ', ') WITHIN GROUP (ORDER BY"
        + " c.ORDINAL_POSITION) AS INDEX_COLUMNS FROM INFORMATION_SCHEMA.INDEX_COLUMNS c JOIN"
        + " INFORMATION_SCHEMA.INDEXES i ON i.INDEX_SCHEMA = c.INDEX_SCHEMA AND i.INDEX_NAME ="
        + " c.INDEX_NAME WHERE "
        + condition
        + " GROUP BY c.TABLE_NAME, c.INDEX_NAME, i.IS_UNIQUE, i.INDEX_TYPE"
        + " ORDER BY c.TABLE_NAME, c.INDEX_NAME";
  }

  private String schemaOf(@Nullable SqlIdentifier of) {
    if (of == null) {
      return schema;
    }
    if (of.isSimple() && of.getSimple().equalsIgnoreCase(INFORMATION_SCHEMA)) {
      return INFORMATION_SCHEMA;
    }
    Optional<String> found = names.findSchema(of);
    return found.orElseGet(() -> names.schema(of));
  }

  private static SqlNode query(String sql) {
    return LightningParser.parse(sql);
  }
}
