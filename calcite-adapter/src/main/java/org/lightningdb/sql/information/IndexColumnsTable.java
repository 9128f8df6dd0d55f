package org.lightningdb.sql.information;

import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.exec.ExecutionContext;

/**
 * INDEX_COLUMNS: one row for each column of each index of INDEXES.
 *
 * <pre>
 *   INDEX_CATALOG      VARCHAR(128)  always NULL
 *   INDEX_SCHEMA       VARCHAR(128)
 *   INDEX_NAME         VARCHAR(128)
 *   TABLE_CATALOG      VARCHAR(128)  always NULL
 *   TABLE_SCHEMA       VARCHAR(128)
 *   TABLE_NAME         VARCHAR(128)
 *   COLUMN_NAME        VARCHAR(128)
 *   ORDINAL_POSITION   INTEGER       position in the index
 *   ORDERING           VARCHAR(128)  'ASC' or 'DESC'; NULLs sort as the largest value
 * </pre>
 */
final class IndexColumnsTable extends DescribedTable {
  IndexColumnsTable() {
    super(
        "INDEX_COLUMNS",
        new Columns()
            .nullableName("INDEX_CATALOG")
            .name("INDEX_SCHEMA")
            .name("INDEX_NAME")
            .nullableName("TABLE_CATALOG")
            .name("TABLE_SCHEMA")
            .name("TABLE_NAME")
            .name("COLUMN_NAME")
            .integer("ORDINAL_POSITION")
            .name("ORDERING"));
  }

  @Override
  void fill(ExecutionContext context, Rows rows) {
    for (TableDescriptor table : context.transaction().catalog().tables().values()) {
      for (IndexDescriptor index : ListedIndexes.of(table)) {
        for (int i = 0; i < index.columns().size(); i++) {
          IndexDescriptor.KeyColumn column = index.columns().get(i);
          rows.add(
              null,
              table.schema(),
              index.name(),
              null,
              table.schema(),
              table.name(),
              table.columns().get(column.column()).name(),
              i + 1,
              column.descending() ? "DESC" : "ASC");
        }
      }
    }
  }
}
