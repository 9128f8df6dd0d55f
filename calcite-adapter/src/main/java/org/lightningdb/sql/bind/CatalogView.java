package org.lightningdb.sql.bind;

import java.util.List;
import java.util.function.Function;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.ViewDescriptor;

/** A view as Calcite sees it: its query takes its place. For one planning only. */
public final class CatalogView extends AbstractTable implements TranslatableTable {
  private final ViewDescriptor descriptor;
  private final Function<RelDataTypeFactory, RelDataType> rowType;
  private @Nullable RelDataType known;

  CatalogView(ViewDescriptor descriptor, Function<RelDataTypeFactory, RelDataType> rowType) {
    this.descriptor = descriptor;
    this.rowType = rowType;
  }

  public ViewDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public Schema.TableType getJdbcTableType() {
    return Schema.TableType.VIEW;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory factory) {
    RelDataType type = known;
    if (type == null) {
      type = rowType.apply(factory);
      known = type;
    }
    return type;
  }

  @Override
  public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
    return context.expandView(
            table.getRowType(),
            descriptor.sql(),
            List.of(descriptor.path()),
            List.of(descriptor.schema(), descriptor.name()))
        .rel;
  }
}
