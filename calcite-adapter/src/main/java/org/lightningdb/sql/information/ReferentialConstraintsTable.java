package org.lightningdb.sql.information;

import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.sql.exec.ExecutionContext;

/**
 * REFERENTIAL_CONSTRAINTS: one row for each foreign key.
 *
 * <pre>
 *   CONSTRAINT_CATALOG         VARCHAR(128)  always NULL
 *   CONSTRAINT_SCHEMA          VARCHAR(128)
 *   CONSTRAINT_NAME            VARCHAR(128)
 *   UNIQUE_CONSTRAINT_CATALOG  VARCHAR(128)  always NULL
 *   UNIQUE_CONSTRAINT_SCHEMA   VARCHAR(128)
 *   UNIQUE_CONSTRAINT_NAME     VARCHAR(128)  the key, or unique index, that is referenced
 *   MATCH_OPTION               VARCHAR(128)  'SIMPLE' or 'FULL'
 *   UPDATE_RULE                VARCHAR(128)  such as 'SET NULL'
 *   DELETE_RULE                VARCHAR(128)
 *   TABLE_NAME                 VARCHAR(128)  ours: the standard leaves out whose it is
 * </pre>
 */
final class ReferentialConstraintsTable extends DescribedTable {
  ReferentialConstraintsTable() {
    super(
        "REFERENTIAL_CONSTRAINTS",
        new Columns()
            .nullableName("CONSTRAINT_CATALOG")
            .name("CONSTRAINT_SCHEMA")
            .name("CONSTRAINT_NAME")
            .nullableName("UNIQUE_CONSTRAINT_CATALOG")
            .name("UNIQUE_CONSTRAINT_SCHEMA")
            .name("UNIQUE_CONSTRAINT_NAME")
            .name("MATCH_OPTION")
            .name("UPDATE_RULE")
            .name("DELETE_RULE")
            .name("TABLE_NAME"));
  }

  @Override
  void fill(ExecutionContext context, Rows rows) {
    for (ListedForeignKeys listed : ListedForeignKeys.of(context.transaction().catalog())) {
      ForeignKey key = listed.key();
      rows.add(
          null,
          listed.child().schema(),
          key.name(),
          null,
          listed.parent().schema(),
          listed.parentKey().name(),
          key.match().name(),
          ListedForeignKeys.text(key.onUpdate()),
          ListedForeignKeys.text(key.onDelete()),
          listed.child().name());
    }
  }
}
