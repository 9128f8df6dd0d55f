package org.lightningdb.index.schema;

import java.util.List;

/**
 * What ANALYZE found out about a table.
 *
 * @param rows how many rows it had then
 * @param columns one for each column of the table
 */
public record TableProfile(long rows, List<ColumnProfile> columns) {
  public TableProfile {
    columns = List.copyOf(columns);
  }
}
