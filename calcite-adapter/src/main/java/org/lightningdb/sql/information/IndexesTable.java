package org.lightningdb.sql.information;

import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.exec.ExecutionContext;

/**
 * INDEXES: one row for each index, those of constraints included. The store of a table without
 * primary key is not listed.
 *
 * <pre>
 *   INDEX_CATALOG     VARCHAR(128)  always NULL
 *   INDEX_SCHEMA      VARCHAR(128)  the table's schema
 *   INDEX_NAME        VARCHAR(128)
 *   TABLE_CATALOG     VARCHAR(128)  always NULL
 *   TABLE_SCHEMA      VARCHAR(128)
 *   TABLE_NAME        VARCHAR(128)
 *   INDEX_TYPE        VARCHAR(128)  'PRIMARY' (holds the rows) or 'SECONDARY'
 *   IS_UNIQUE         VARCHAR(3)
 *   CONSTRAINT_NAME   VARCHAR(128)  the constraint that made it, or NULL
 * </pre>
 */
final class IndexesTable extends DescribedTable {
  IndexesTable() {
    super(
        "INDEXES",
        new Columns()
            .nullableName("INDEX_CATALOG")
            .name("INDEX_SCHEMA")
            .name("INDEX_NAME")
            .nullableName("TABLE_CATALOG")
            .name("TABLE_SCHEMA")
            .name("TABLE_NAME")
            .name("INDEX_TYPE")
            .flag("IS_UNIQUE")
            .nullableName("CONSTRAINT_NAME"));
  }

  @Override
  void fill(ExecutionContext context, Rows rows) {
    for (TableDescriptor table : context.transaction().catalog().tables().values()) {
      for (IndexDescriptor index : ListedIndexes.of(table)) {
        rows.add(
            null,
            table.schema(),
            index.name(),
            null,
            table.schema(),
            table.name(),
            index.primary() ? "PRIMARY" : "SECONDARY",
            yesNo(index.unique() || index.primary()),
            index.constraint() || index.primary() ? index.name() : null);
      }
    }
  }
}
