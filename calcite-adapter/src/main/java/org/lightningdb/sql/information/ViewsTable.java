package org.lightningdb.sql.information;

import org.lightningdb.index.schema.SchemaObject;
import org.lightningdb.index.schema.ViewDescriptor;
import org.lightningdb.sql.exec.ExecutionContext;

/**
 * VIEWS: one row for each view.
 *
 * <pre>
 *   TABLE_CATALOG        VARCHAR(128)  always NULL
 *   TABLE_SCHEMA         VARCHAR(128)
 *   TABLE_NAME           VARCHAR(128)
 *   VIEW_DEFINITION      VARCHAR       the query, with columns for its stars
 *   CHECK_OPTION         VARCHAR(128)  'NONE', 'LOCAL' or 'CASCADED'
 *   IS_UPDATABLE         VARCHAR(3)
 *   INSERTABLE_INTO      VARCHAR(3)
 *   DEFINITION_SCHEMA    VARCHAR(128)  where unqualified names of the query are looked up
 * </pre>
 */
final class ViewsTable extends DescribedTable {
  ViewsTable() {
    super(
        "VIEWS",
        new Columns()
            .nullableName("TABLE_CATALOG")
            .name("TABLE_SCHEMA")
            .name("TABLE_NAME")
            .text("VIEW_DEFINITION")
            .name("CHECK_OPTION")
            .flag("IS_UPDATABLE")
            .flag("INSERTABLE_INTO")
            .name("DEFINITION_SCHEMA"));
  }

  @Override
  void fill(ExecutionContext context, Rows rows) {
    for (SchemaObject object : context.transaction().catalog().objects().values()) {
      if (object instanceof ViewDescriptor view) {
        rows.add(
            null,
            view.schema(),
            view.name(),
            view.sql(),
            view.check().name(),
            yesNo(false),
            yesNo(false),
            view.path());
      }
    }
  }
}
