package org.lightningdb.sql.information;

import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.sql.exec.ExecutionContext;

/**
 * SCHEMATA: one row for each schema, INFORMATION_SCHEMA included.
 *
 * <pre>
 *   CATALOG_NAME   VARCHAR(128)  always NULL
 *   SCHEMA_NAME    VARCHAR(128)
 *   IS_DEFAULT     VARCHAR(3)    YES for the schema of a new session
 *   IS_SYSTEM      VARCHAR(3)    YES for INFORMATION_SCHEMA
 * </pre>
 */
final class SchemataTable extends DescribedTable {
  SchemataTable() {
    super(
        "SCHEMATA",
        new Columns()
            .nullableName("CATALOG_NAME")
            .name("SCHEMA_NAME")
            .flag("IS_DEFAULT")
            .flag("IS_SYSTEM"));
  }

  @Override
  void fill(ExecutionContext context, Rows rows) {
    rows.add(null, InformationSchema.NAME, yesNo(false), yesNo(true));
    for (String schema : context.transaction().catalog().schemas()) {
      rows.add(null, schema, yesNo(schema.equals(CatalogSnapshot.SCHEMA_DEFAULT)), yesNo(false));
    }
  }
}
