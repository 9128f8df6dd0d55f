package org.lightningdb.sql.information;

import java.util.List;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.SchemaObject;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.ViewDescriptor;
import org.lightningdb.sql.bind.SystemTable;
import org.lightningdb.sql.exec.ExecutionContext;

/**
 * COLUMNS: one row for each column of each table, system tables included.
 *
 * <pre>
 *   TABLE_CATALOG              VARCHAR(128)  always NULL
 *   TABLE_SCHEMA               VARCHAR(128)
 *   TABLE_NAME                 VARCHAR(128)
 *   COLUMN_NAME                VARCHAR(128)
 *   ORDINAL_POSITION           INTEGER
 *   COLUMN_DEFAULT             VARCHAR       the DEFAULT expression as written, or NULL
 *   IS_NULLABLE                VARCHAR(3)
 *   DATA_TYPE                  VARCHAR(128)  the type without precision: 'DOUBLE PRECISION', 'VARCHAR'
 *   CHARACTER_MAXIMUM_LENGTH   INTEGER       characters (bytes of VARBINARY); NULL if unlimited or no text
 *   CHARACTER_OCTET_LENGTH     INTEGER       most bytes of the above; NULL if unlimited or no text
 *   NUMERIC_PRECISION          INTEGER       digits (binary ones of REAL and DOUBLE), NULL if no number
 *   NUMERIC_PRECISION_RADIX    INTEGER       2 or 10, NULL if no number
 *   NUMERIC_SCALE              INTEGER       NULL unless an exact number
 *   DATETIME_PRECISION         INTEGER       fractional second digits, 0 for DATE; NULL if no date or time
 *   IS_IDENTITY                VARCHAR(3)
 *   IDENTITY_GENERATION        VARCHAR(128)  'ALWAYS', 'BY DEFAULT' or NULL
 *   TYPE_SQL                   VARCHAR       the whole type as SQL text: 'DECIMAL(12, 2)'
 *   JDBC_TYPE                  INTEGER       the code in java.sql.Types
 *   COLUMN_SIZE                INTEGER       as DatabaseMetaData.getColumns defines it
 *   DECIMAL_DIGITS             INTEGER       as DatabaseMetaData.getColumns defines it
 *   REMARKS                    VARCHAR       always NULL, there are no comments yet
 * </pre>
 */
final class ColumnsTable extends DescribedTable {
  private final InformationSchema schema;

  ColumnsTable(InformationSchema schema) {
    super(
        "COLUMNS",
        new Columns()
            .nullableName("TABLE_CATALOG")
            .name("TABLE_SCHEMA")
            .name("TABLE_NAME")
            .name("COLUMN_NAME")
            .integer("ORDINAL_POSITION")
            .text("COLUMN_DEFAULT")
            .flag("IS_NULLABLE")
            .name("DATA_TYPE")
            .nullableInteger("CHARACTER_MAXIMUM_LENGTH")
            .nullableInteger("CHARACTER_OCTET_LENGTH")
            .nullableInteger("NUMERIC_PRECISION")
            .nullableInteger("NUMERIC_PRECISION_RADIX")
            .nullableInteger("NUMERIC_SCALE")
            .nullableInteger("DATETIME_PRECISION")
            .flag("IS_IDENTITY")
            .nullableName("IDENTITY_GENERATION")
            .text("TYPE_SQL")
            .integer("JDBC_TYPE")
            .nullableInteger("COLUMN_SIZE")
            .nullableInteger("DECIMAL_DIGITS")
            .text("REMARKS"));
    this.schema = schema;
  }

  @Override
  void fill(ExecutionContext context, Rows rows) {
    addViews(context, rows);
    for (SystemTable table : schema.tables()) {
      addColumns(table.schema(), table.name(), table.columns(), rows);
    }
    for (TableDescriptor table : context.transaction().catalog().tables().values()) {
      addColumns(table.schema(), table.name(), table.columns(), rows);
    }
  }

  private static void addViews(ExecutionContext context, Rows rows) {
    for (SchemaObject object : context.transaction().catalog().objects().values()) {
      if (object instanceof ViewDescriptor view) {
        List<ColumnDescriptor> columns =
            view.columns().stream()
                .map(c -> new ColumnDescriptor(c.name(), c.type(), true, null, Identity.NONE))
                .toList();
        addColumns(view.schema(), view.name(), columns, rows);
      }
    }
  }

  private static void addColumns(
      String tableSchema, String table, List<ColumnDescriptor> columns, Rows rows) {
    for (int i = 0; i < columns.size(); i++) {
      ColumnDescriptor column = columns.get(i);
      TypeFacets facets = TypeFacets.of(column.type());
      rows.add(
          null,
          tableSchema,
          table,
          column.name(),
          i + 1,
          column.defaultSql(),
          yesNo(column.nullable()),
          facets.name(),
          facets.characters(),
          facets.octets(),
          facets.digits(),
          facets.radix(),
          facets.scale(),
          facets.fractionDigits(),
          yesNo(column.identity() != Identity.NONE),
          generation(column.identity()),
          column.type().toSql(),
          facets.jdbcType(),
          facets.columnSize(),
          facets.decimalDigits(),
          null);
    }
  }

  private static @org.jspecify.annotations.Nullable String generation(Identity identity) {
    return switch (identity) {
      case NONE -> null;
      case BY_DEFAULT -> "BY DEFAULT";
      case ALWAYS -> "ALWAYS";
    };
  }
}
