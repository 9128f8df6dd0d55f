package org.lightningdb.sql.information;

import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.sql.exec.ExecutionContext;

/**
 * CROSS_REFERENCES: one row for each column of each foreign key, with both of its tables; not of
 * the standard.
 *
 * <pre>
 *   PKTABLE_SCHEMA    VARCHAR(128)
 *   PKTABLE_NAME      VARCHAR(128)
 *   PKCOLUMN_NAME     VARCHAR(128)
 *   FKTABLE_SCHEMA    VARCHAR(128)
 *   FKTABLE_NAME      VARCHAR(128)
 *   FKCOLUMN_NAME     VARCHAR(128)
 *   ORDINAL_POSITION  INTEGER
 *   UPDATE_RULE       VARCHAR(128)  such as 'SET NULL'
 *   DELETE_RULE       VARCHAR(128)
 *   FK_NAME           VARCHAR(128)
 *   PK_NAME           VARCHAR(128)
 *   DEFERRAL          VARCHAR(128)  'NOT DEFERRABLE', 'INITIALLY IMMEDIATE', 'INITIALLY DEFERRED'
 * </pre>
 */
final class CrossReferencesTable extends DescribedTable {
  CrossReferencesTable() {
    super(
        "CROSS_REFERENCES",
        new Columns()
            .name("PKTABLE_SCHEMA")
            .name("PKTABLE_NAME")
            .name("PKCOLUMN_NAME")
            .name("FKTABLE_SCHEMA")
            .name("FKTABLE_NAME")
            .name("FKCOLUMN_NAME")
            .integer("ORDINAL_POSITION")
            .name("UPDATE_RULE")
            .name("DELETE_RULE")
            .name("FK_NAME")
            .name("PK_NAME")
            .name("DEFERRAL"));
  }

  @Override
  void fill(ExecutionContext context, Rows rows) {
    for (ListedForeignKeys listed : ListedForeignKeys.of(context.transaction().catalog())) {
      ForeignKey key = listed.key();
      for (int i = 0; i < key.columns().size(); i++) {
        int parentColumn = listed.parentKey().columns().get(i).column();
        rows.add(
            listed.parent().schema(),
            listed.parent().name(),
            listed.parent().columns().get(parentColumn).name(),
            listed.child().schema(),
            listed.child().name(),
            listed.child().columns().get(key.columns().get(i)).name(),
            i + 1,
            ListedForeignKeys.text(key.onUpdate()),
            ListedForeignKeys.text(key.onDelete()),
            key.name(),
            listed.parentKey().name(),
            key.deferral().name().replace('_', ' '));
      }
    }
  }
}
