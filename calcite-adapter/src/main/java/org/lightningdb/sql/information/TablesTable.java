package org.lightningdb.sql.information;

import java.util.List;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.access.TableReader;
import org.lightningdb.index.schema.SchemaObject;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.ViewDescriptor;
import org.lightningdb.sql.bind.SystemTable;
import org.lightningdb.sql.exec.ExecutionContext;

/**
 * TABLES: one row for each table.
 *
 * <pre>
 *   TABLE_CATALOG        VARCHAR(128)  always NULL
 *   TABLE_SCHEMA         VARCHAR(128)
 *   TABLE_NAME           VARCHAR(128)
 *   TABLE_TYPE           VARCHAR(128)  'BASE TABLE', 'VIEW' or 'SYSTEM TABLE'
 *   IS_INSERTABLE_INTO   VARCHAR(3)
 *   ROW_COUNT_ESTIMATE   BIGINT        about how many rows; NULL for system tables
 *   REMARKS              VARCHAR       always NULL, there are no comments yet
 * </pre>
 */
final class TablesTable extends DescribedTable {
  private final InformationSchema schema;

  TablesTable(InformationSchema schema) {
    super(
        "TABLES",
        new Columns()
            .nullableName("TABLE_CATALOG")
            .name("TABLE_SCHEMA")
            .name("TABLE_NAME")
            .name("TABLE_TYPE")
            .flag("IS_INSERTABLE_INTO")
            .nullableBigint("ROW_COUNT_ESTIMATE")
            .text("REMARKS"));
    this.schema = schema;
  }

  @Override
  void fill(ExecutionContext context, Rows rows) {
    addViews(context, rows);
    for (SystemTable table : schema.tables()) {
      rows.add(null, table.schema(), table.name(), "SYSTEM TABLE", yesNo(false), null, null);
    }
    for (TableDescriptor table : context.transaction().catalog().tables().values()) {
      rows.add(
          null,
          table.schema(),
          table.name(),
          "BASE TABLE",
          yesNo(true),
          rowCount(context, table),
          null);
    }
  }

  private static void addViews(ExecutionContext context, Rows rows) {
    for (SchemaObject object : context.transaction().catalog().objects().values()) {
      if (object instanceof ViewDescriptor view) {
        rows.add(null, view.schema(), view.name(), "VIEW", yesNo(false), null, null);
      }
    }
  }

  private static long rowCount(ExecutionContext context, TableDescriptor table) {
    TableReader reader = context.transaction().reader(context.snapshot(), table);
    return Math.round(reader.estimateRows(table.primary(), List.of(KeyRange.all())));
  }
}
