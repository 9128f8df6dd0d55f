package org.lightningdb.sql.information;

import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.exec.ExecutionContext;

/**
 * TABLE_CONSTRAINTS: one row for each PRIMARY KEY and UNIQUE constraint.
 *
 * <pre>
 *   CONSTRAINT_CATALOG   VARCHAR(128)  always NULL
 *   CONSTRAINT_SCHEMA    VARCHAR(128)
 *   CONSTRAINT_NAME      VARCHAR(128)
 *   TABLE_CATALOG        VARCHAR(128)  always NULL
 *   TABLE_SCHEMA         VARCHAR(128)
 *   TABLE_NAME           VARCHAR(128)
 *   CONSTRAINT_TYPE      VARCHAR(128)  'PRIMARY KEY' or 'UNIQUE'
 *   IS_DEFERRABLE        VARCHAR(3)    always NO
 *   INITIALLY_DEFERRED   VARCHAR(3)    always NO
 * </pre>
 */
final class TableConstraintsTable extends DescribedTable {
  TableConstraintsTable() {
    super(
        "TABLE_CONSTRAINTS",
        new Columns()
            .nullableName("CONSTRAINT_CATALOG")
            .name("CONSTRAINT_SCHEMA")
            .name("CONSTRAINT_NAME")
            .nullableName("TABLE_CATALOG")
            .name("TABLE_SCHEMA")
            .name("TABLE_NAME")
            .name("CONSTRAINT_TYPE")
            .flag("IS_DEFERRABLE")
            .flag("INITIALLY_DEFERRED"));
  }

  @Override
  void fill(ExecutionContext context, Rows rows) {
    for (TableDescriptor table : context.transaction().catalog().tables().values()) {
      for (IndexDescriptor key : ListedIndexes.constraintsOf(table)) {
        rows.add(
            null,
            table.schema(),
            key.name(),
            null,
            table.schema(),
            table.name(),
            key.primary() ? "PRIMARY KEY" : "UNIQUE",
            yesNo(false),
            yesNo(false));
      }
    }
  }
}
