package org.lightningdb.sql.information;

import org.lightningdb.index.schema.CheckConstraint;
import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.exec.ExecutionContext;

/**
 * TABLE_CONSTRAINTS: one row for each constraint but NOT NULL.
 *
 * <pre>
 *   CONSTRAINT_CATALOG   VARCHAR(128)  always NULL
 *   CONSTRAINT_SCHEMA    VARCHAR(128)
 *   CONSTRAINT_NAME      VARCHAR(128)
 *   TABLE_CATALOG        VARCHAR(128)  always NULL
 *   TABLE_SCHEMA         VARCHAR(128)
 *   TABLE_NAME           VARCHAR(128)
 *   CONSTRAINT_TYPE      VARCHAR(128)  'PRIMARY KEY', 'UNIQUE', 'CHECK', 'FOREIGN KEY'
 *   IS_DEFERRABLE        VARCHAR(3)    of foreign keys only
 *   INITIALLY_DEFERRED   VARCHAR(3)
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
      for (CheckConstraint check : table.checks()) {
        rows.add(
            null,
            table.schema(),
            check.name(),
            null,
            table.schema(),
            table.name(),
            "CHECK",
            yesNo(false),
            yesNo(false));
      }
      for (ForeignKey key : table.foreignKeys()) {
        rows.add(
            null,
            table.schema(),
            key.name(),
            null,
            table.schema(),
            table.name(),
            "FOREIGN KEY",
            yesNo(key.deferral() != ForeignKey.Deferral.NOT_DEFERRABLE),
            yesNo(key.deferral() == ForeignKey.Deferral.INITIALLY_DEFERRED));
      }
    }
  }
}
