package org.lightningdb.sql.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.KeySkip;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;

/**
 * Which entries to visit behind each combination of values of an index's first columns.
 *
 * @param columns how many first columns
 * @param ranges of the columns behind them; bounds may wait for arguments
 * @param first whether only the first entry of each combination is wanted
 */
public record SkipTemplate(int columns, List<RangeTemplate> ranges, boolean first) {
  public SkipTemplate {
    ranges = List.copyOf(ranges);
  }

  /** The same for these arguments. */
  KeySkip bind(TableDescriptor table, IndexDescriptor index, List<@Nullable Object> arguments) {
    return new KeySkip(
        columns, IndexScanSource.bindRanges(table, index, columns, ranges, arguments), first);
  }
}
