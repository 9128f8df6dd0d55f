package org.lightningdb.sql.bind;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Statistic;
import org.apache.calcite.schema.Statistics;
import org.apache.calcite.schema.impl.AbstractTable;
import org.lightningdb.index.schema.ColumnDescriptor;

/** A system table as Calcite sees it. */
public final class SystemCatalogTable extends AbstractTable {
  private static final double ROWS_ASSUMED = 100;

  private final SystemTable table;

  SystemCatalogTable(SystemTable table) {
    this.table = table;
  }

  public SystemTable table() {
    return table;
  }

  @Override
  public Schema.TableType getJdbcTableType() {
    return Schema.TableType.SYSTEM_TABLE;
  }

  @Override
  public Statistic getStatistic() {
    return Statistics.of(ROWS_ASSUMED, java.util.List.of());
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory factory) {
    RelDataTypeFactory.Builder builder = factory.builder();
    for (ColumnDescriptor column : table.columns()) {
      builder.add(column.name(), TypeMapping.toCalcite(factory, column.type(), column.nullable()));
    }
    return builder.build();
  }
}
