package org.lightningdb.sql.information;

import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.exec.ExecutionContext;

/**
 * KEY_COLUMN_USAGE: one row for each column of each PRIMARY KEY, UNIQUE and FOREIGN KEY constraint.
 *
 * <pre>
 *   CONSTRAINT_CATALOG   VARCHAR(128)  always NULL
 *   CONSTRAINT_SCHEMA    VARCHAR(128)
 *   CONSTRAINT_NAME      VARCHAR(128)
 *   TABLE_CATALOG        VARCHAR(128)  always NULL
 *   TABLE_SCHEMA         VARCHAR(128)
 *   TABLE_NAME           VARCHAR(128)
 *   COLUMN_NAME          VARCHAR(128)
 *   ORDINAL_POSITION     INTEGER       position in the constraint
 *   POSITION_IN_UNIQUE_CONSTRAINT  INTEGER  position in the key that a foreign key references
 * </pre>
 */
final class KeyColumnUsageTable extends DescribedTable {
  KeyColumnUsageTable() {
    super(
        "KEY_COLUMN_USAGE",
        new Columns()
            .nullableName("CONSTRAINT_CATALOG")
            .name("CONSTRAINT_SCHEMA")
            .name("CONSTRAINT_NAME")
            .nullableName("TABLE_CATALOG")
            .name("TABLE_SCHEMA")
            .name("TABLE_NAME")
            .name("COLUMN_NAME")
            .integer("ORDINAL_POSITION")
            .nullableInteger("POSITION_IN_UNIQUE_CONSTRAINT"));
  }

  @Override
  void fill(ExecutionContext context, Rows rows) {
    for (TableDescriptor table : context.transaction().catalog().tables().values()) {
      for (IndexDescriptor key : ListedIndexes.constraintsOf(table)) {
        for (int i = 0; i < key.columns().size(); i++) {
          rows.add(
              null,
              table.schema(),
              key.name(),
              null,
              table.schema(),
              table.name(),
              table.columns().get(key.columns().get(i).column()).name(),
              i + 1,
              null);
        }
      }
      for (ForeignKey key : table.foreignKeys()) {
        for (int i = 0; i < key.columns().size(); i++) {
          rows.add(
              null,
              table.schema(),
              key.name(),
              null,
              table.schema(),
              table.name(),
              table.columns().get(key.columns().get(i)).name(),
              i + 1,
              i + 1);
        }
      }
    }
  }
}
