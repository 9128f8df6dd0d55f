package org.lightningdb.index.schema;

import java.util.List;

/**
 * What ANALYZE found out about a table.
 *
 * @param rows how many rows it had then
 * @param columns one for each column of the table
 * @param groups what is known about several columns together
 */
public record TableProfile(long rows, List<ColumnProfile> columns, List<GroupProfile> groups) {
  public TableProfile {
    columns = List.copyOf(columns);
    groups = List.copyOf(groups);
  }
}
