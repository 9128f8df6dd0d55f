package org.lightningdb.sql.bind;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.sql.exec.ExecutionContext;

/** Rows that a statement hands to a query of its own; visible in that query only. */
public record OwnRowsTable(String schema, String name, List<ColumnDescriptor> columns)
    implements SystemTable {
  public OwnRowsTable {
    columns = List.copyOf(columns);
  }

  @Override
  public List<@Nullable Object[]> rows(ExecutionContext context) {
    return context.ownRows(name);
  }
}
