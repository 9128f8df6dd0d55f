package org.lightningdb.sql.bind;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.TableProfile;

/** What the planner asks about the data. Wrong answers make slow plans, never wrong results. */
public interface TableStatistics {
  /** Knows nothing; every table looks the same. For statements planned without a transaction. */
  TableStatistics UNKNOWN = (table, index, ranges) -> 1000;

  /**
   * About how many rows the ranges of an index hold.
   *
   * @param index the table's primary or a secondary index
   */
  double estimateRows(TableDescriptor table, IndexDescriptor index, List<KeyRange> ranges);

  /** What ANALYZE found out about the table; null if it never ran. */
  default @Nullable TableProfile profile(TableDescriptor table) {
    return null;
  }

  /** About how many rows the table holds. */
  default double rowCount(TableDescriptor table) {
    return estimateRows(table, table.primary(), List.of(KeyRange.all()));
  }
}
