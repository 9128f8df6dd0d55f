package org.lightningdb.sql.information;

import org.lightningdb.index.schema.CheckConstraint;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.exec.ExecutionContext;

/**
 * CHECK_CONSTRAINTS: one row for each CHECK constraint.
 *
 * <pre>
 *   CONSTRAINT_CATALOG   VARCHAR(128)  always NULL
 *   CONSTRAINT_SCHEMA    VARCHAR(128)
 *   CONSTRAINT_NAME      VARCHAR(128)
 *   CHECK_CLAUSE         VARCHAR       as it was written
 *   TABLE_NAME           VARCHAR(128)  ours: the standard leaves out whose it is
 * </pre>
 */
final class CheckConstraintsTable extends DescribedTable {
  CheckConstraintsTable() {
    super(
        "CHECK_CONSTRAINTS",
        new Columns()
            .nullableName("CONSTRAINT_CATALOG")
            .name("CONSTRAINT_SCHEMA")
            .name("CONSTRAINT_NAME")
            .text("CHECK_CLAUSE")
            .name("TABLE_NAME"));
  }

  @Override
  void fill(ExecutionContext context, Rows rows) {
    for (TableDescriptor table : context.transaction().catalog().tables().values()) {
      for (CheckConstraint check : table.checks()) {
        rows.add(null, table.schema(), check.name(), check.sql(), table.name());
      }
    }
  }
}
