package org.lightningdb.jdbc.metadata;

import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Questions about things that do not exist here: catalogs, routines, user-defined types,
 * privileges. The answers are empty, with the columns JDBC prescribes.
 */
abstract class EmptyAnswers extends NamesAndLimits {
  @Override
  public ResultSet getCatalogs() throws SQLException {
    return new MetaResult().text("TABLE_CAT").open();
  }

  @Override
  public ResultSet getVersionColumns(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return new MetaResult()
        .small("SCOPE")
        .text("COLUMN_NAME")
        .integer("DATA_TYPE")
        .text("TYPE_NAME")
        .integer("COLUMN_SIZE", "BUFFER_LENGTH")
        .small("DECIMAL_DIGITS", "PSEUDO_COLUMN")
        .open();
  }

  @Override
  public ResultSet getPseudoColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      @Nullable String columnPattern)
      throws SQLException {
    return new MetaResult()
        .text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "COLUMN_NAME")
        .integer("DATA_TYPE", "COLUMN_SIZE", "DECIMAL_DIGITS", "NUM_PREC_RADIX")
        .text("COLUMN_USAGE", "REMARKS")
        .integer("CHAR_OCTET_LENGTH")
        .text("IS_NULLABLE")
        .open();
  }

  @Override
  public ResultSet getProcedures(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String pattern)
      throws SQLException {
    return new MetaResult()
        .text("PROCEDURE_CAT", "PROCEDURE_SCHEM", "PROCEDURE_NAME")
        .text("RESERVED_1", "RESERVED_2", "RESERVED_3", "REMARKS")
        .small("PROCEDURE_TYPE")
        .text("SPECIFIC_NAME")
        .open();
  }

  @Override
  public ResultSet getProcedureColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String procedurePattern,
      @Nullable String columnPattern)
      throws SQLException {
    return new MetaResult()
        .text("PROCEDURE_CAT", "PROCEDURE_SCHEM", "PROCEDURE_NAME", "COLUMN_NAME")
        .small("COLUMN_TYPE")
        .integer("DATA_TYPE")
        .text("TYPE_NAME")
        .integer("PRECISION", "LENGTH")
        .small("SCALE", "RADIX", "NULLABLE")
        .text("REMARKS", "COLUMN_DEF")
        .integer("SQL_DATA_TYPE", "SQL_DATETIME_SUB", "CHAR_OCTET_LENGTH", "ORDINAL_POSITION")
        .text("IS_NULLABLE", "SPECIFIC_NAME")
        .open();
  }

  @Override
  public ResultSet getFunctions(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String pattern)
      throws SQLException {
    return new MetaResult()
        .text("FUNCTION_CAT", "FUNCTION_SCHEM", "FUNCTION_NAME", "REMARKS")
        .small("FUNCTION_TYPE")
        .text("SPECIFIC_NAME")
        .open();
  }

  @Override
  public ResultSet getFunctionColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String functionPattern,
      @Nullable String columnPattern)
      throws SQLException {
    return new MetaResult()
        .text("FUNCTION_CAT", "FUNCTION_SCHEM", "FUNCTION_NAME", "COLUMN_NAME")
        .small("COLUMN_TYPE")
        .integer("DATA_TYPE")
        .text("TYPE_NAME")
        .integer("PRECISION", "LENGTH")
        .small("SCALE", "RADIX", "NULLABLE")
        .text("REMARKS")
        .integer("CHAR_OCTET_LENGTH", "ORDINAL_POSITION")
        .text("IS_NULLABLE", "SPECIFIC_NAME")
        .open();
  }

  @Override
  public ResultSet getTablePrivileges(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String tablePattern)
      throws SQLException {
    return new MetaResult()
        .text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME")
        .text("GRANTOR", "GRANTEE", "PRIVILEGE", "IS_GRANTABLE")
        .open();
  }

  @Override
  public ResultSet getColumnPrivileges(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      @Nullable String columnPattern)
      throws SQLException {
    return new MetaResult()
        .text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "COLUMN_NAME")
        .text("GRANTOR", "GRANTEE", "PRIVILEGE", "IS_GRANTABLE")
        .open();
  }

  @Override
  public ResultSet getUDTs(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String typePattern,
      int @Nullable [] types)
      throws SQLException {
    return new MetaResult()
        .text("TYPE_CAT", "TYPE_SCHEM", "TYPE_NAME", "CLASS_NAME")
        .integer("DATA_TYPE")
        .text("REMARKS")
        .small("BASE_TYPE")
        .open();
  }

  @Override
  public ResultSet getSuperTypes(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String typePattern)
      throws SQLException {
    return new MetaResult()
        .text("TYPE_CAT", "TYPE_SCHEM", "TYPE_NAME")
        .text("SUPERTYPE_CAT", "SUPERTYPE_SCHEM", "SUPERTYPE_NAME")
        .open();
  }

  @Override
  public ResultSet getSuperTables(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String tablePattern)
      throws SQLException {
    return new MetaResult()
        .text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "SUPERTABLE_NAME")
        .open();
  }

  @Override
  public ResultSet getAttributes(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String typePattern,
      @Nullable String attributePattern)
      throws SQLException {
    return new MetaResult()
        .text("TYPE_CAT", "TYPE_SCHEM", "TYPE_NAME", "ATTR_NAME")
        .integer("DATA_TYPE")
        .text("ATTR_TYPE_NAME")
        .integer("ATTR_SIZE", "DECIMAL_DIGITS", "NUM_PREC_RADIX", "NULLABLE")
        .text("REMARKS", "ATTR_DEF")
        .integer("SQL_DATA_TYPE", "SQL_DATETIME_SUB", "CHAR_OCTET_LENGTH", "ORDINAL_POSITION")
        .text("IS_NULLABLE", "SCOPE_CATALOG", "SCOPE_SCHEMA", "SCOPE_TABLE")
        .small("SOURCE_DATA_TYPE")
        .open();
  }

  @Override
  public RowIdLifetime getRowIdLifetime() throws SQLException {
    return RowIdLifetime.ROWID_UNSUPPORTED;
  }
}
