package org.lightningdb.sql.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.RowKeyFilter;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;

/**
 * Ranges of another index of the same table; rows without an entry there are of no use.
 *
 * @param ranges whose bounds may wait for arguments
 */
public record FilterTemplate(IndexDescriptor index, List<RangeTemplate> ranges) {
  public FilterTemplate {
    ranges = List.copyOf(ranges);
  }

  /** The same for these arguments. */
  RowKeyFilter bind(TableDescriptor table, List<@Nullable Object> arguments) {
    return new RowKeyFilter(index, IndexScanSource.bindRanges(table, index, ranges, arguments));
  }
}
