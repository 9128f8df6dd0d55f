package org.lightningdb.sql.information;

import org.lightningdb.index.schema.ColumnProfile;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.TableProfile;
import org.lightningdb.sql.exec.ExecutionContext;

/**
 * COLUMN_STATISTICS: one row for each column of each table that was analyzed.
 *
 * <pre>
 *   TABLE_CATALOG     VARCHAR(128)  always NULL
 *   TABLE_SCHEMA      VARCHAR(128)
 *   TABLE_NAME        VARCHAR(128)
 *   COLUMN_NAME       VARCHAR(128)
 *   ORDINAL_POSITION  INTEGER
 *   TABLE_ROWS        BIGINT        when it was analyzed
 *   NULL_ROWS         BIGINT
 *   DISTINCT_VALUES   BIGINT        about
 *   COMMON_VALUES     INTEGER       of how many values the own frequency is known
 *   COMMON_ROWS       BIGINT        about how many rows have one of them
 *   HISTOGRAM_PARTS   INTEGER       in how many parts the other values are divided
 * </pre>
 */
final class ColumnStatisticsTable extends DescribedTable {
  ColumnStatisticsTable() {
    super(
        "COLUMN_STATISTICS",
        new Columns()
            .nullableName("TABLE_CATALOG")
            .name("TABLE_SCHEMA")
            .name("TABLE_NAME")
            .name("COLUMN_NAME")
            .integer("ORDINAL_POSITION")
            .nullableBigint("TABLE_ROWS")
            .nullableBigint("NULL_ROWS")
            .nullableBigint("DISTINCT_VALUES")
            .integer("COMMON_VALUES")
            .nullableBigint("COMMON_ROWS")
            .integer("HISTOGRAM_PARTS"));
  }

  @Override
  void fill(ExecutionContext context, Rows rows) {
    for (TableDescriptor table : context.transaction().catalog().tables().values()) {
      TableProfile profile = context.transaction().profile(table);
      for (int i = 0; profile != null && i < profile.columns().size(); i++) {
        add(rows, table, profile, i);
      }
    }
  }

  private static void add(Rows rows, TableDescriptor table, TableProfile profile, int position) {
    ColumnProfile column = profile.columns().get(position);
    rows.add(
        null,
        table.schema(),
        table.name(),
        table.columns().get(position).name(),
        position + 1,
        profile.rows(),
        Math.round(column.nullFraction() * profile.rows()),
        Math.round(column.distinct()),
        column.common().size(),
        Math.round(column.commonFraction() * profile.rows()),
        Math.max(0, column.bounds().size() - 1));
  }
}
