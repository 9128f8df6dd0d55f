package org.lightningdb.jdbc.metadata;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.metadata.MetaDataSource.Filter;

/** Foreign keys, out of INFORMATION_SCHEMA. */
abstract class ForeignKeyMetaData extends EmptyAnswers {
  private static final int PARENT_TABLE = 2;
  private static final int CHILD_TABLE = 6;
  private static final int POSITION = 8;
  private static final int NAME = 11;

  final MetaDataSource source;

  ForeignKeyMetaData(MetaDataSource source) {
    this.source = source;
  }

  private MetaResult keys(boolean none, List<Filter> filters) throws SQLException {
    MetaResult result =
        new MetaResult()
            .text("PKTABLE_CAT", "PKTABLE_SCHEM", "PKTABLE_NAME", "PKCOLUMN_NAME")
            .text("FKTABLE_CAT", "FKTABLE_SCHEM", "FKTABLE_NAME", "FKCOLUMN_NAME")
            .small("KEY_SEQ", "UPDATE_RULE", "DELETE_RULE")
            .text("FK_NAME", "PK_NAME")
            .small("DEFERRABILITY");
    if (none) {
      return result;
    }
    source.forEach(
        "SELECT PKTABLE_SCHEMA, PKTABLE_NAME, PKCOLUMN_NAME, FKTABLE_SCHEMA, FKTABLE_NAME,"
            + " FKCOLUMN_NAME, ORDINAL_POSITION, UPDATE_RULE, DELETE_RULE, FK_NAME, PK_NAME,"
            + " DEFERRAL FROM INFORMATION_SCHEMA.CROSS_REFERENCES",
        filters,
        row ->
            result.row(
                null,
                row.getString(1),
                row.getString(2),
                row.getString(3),
                null,
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                rule(row.getString(8)),
                rule(row.getString(9)),
                row.getString(10),
                row.getString(11),
                deferrability(row.getString(12))));
    return result;
  }

  private static int rule(String text) {
    return switch (text) {
      case "CASCADE" -> DatabaseMetaData.importedKeyCascade;
      case "SET NULL" -> DatabaseMetaData.importedKeySetNull;
      case "SET DEFAULT" -> DatabaseMetaData.importedKeySetDefault;
      case "RESTRICT" -> DatabaseMetaData.importedKeyRestrict;
      default -> DatabaseMetaData.importedKeyNoAction;
    };
  }

  private static int deferrability(String text) {
    return switch (text) {
      case "INITIALLY IMMEDIATE" -> DatabaseMetaData.importedKeyInitiallyImmediate;
      case "INITIALLY DEFERRED" -> DatabaseMetaData.importedKeyInitiallyDeferred;
      default -> DatabaseMetaData.importedKeyNotDeferrable;
    };
  }

  private static boolean isNamed(@Nullable String catalog) {
    return catalog != null && !catalog.isEmpty();
  }

  @Override
  public ResultSet getImportedKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return keys(
            isNamed(catalog),
            List.of(new Filter("FKTABLE_SCHEMA", schema), new Filter("FKTABLE_NAME", table)))
        .sorted(1, PARENT_TABLE, NAME, POSITION)
        .open();
  }

  @Override
  public ResultSet getExportedKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return keys(
            isNamed(catalog),
            List.of(new Filter("PKTABLE_SCHEMA", schema), new Filter("PKTABLE_NAME", table)))
        .sorted(CHILD_TABLE - 1, CHILD_TABLE, NAME, POSITION)
        .open();
  }

  @Override
  public ResultSet getCrossReference(
      @Nullable String parentCatalog,
      @Nullable String parentSchema,
      @Nullable String parentTable,
      @Nullable String foreignCatalog,
      @Nullable String foreignSchema,
      @Nullable String foreignTable)
      throws SQLException {
    return keys(
            isNamed(parentCatalog) || isNamed(foreignCatalog),
            List.of(
                new Filter("PKTABLE_SCHEMA", parentSchema),
                new Filter("PKTABLE_NAME", parentTable),
                new Filter("FKTABLE_SCHEMA", foreignSchema),
                new Filter("FKTABLE_NAME", foreignTable)))
        .sorted(CHILD_TABLE - 1, CHILD_TABLE, NAME, POSITION)
        .open();
  }
}
