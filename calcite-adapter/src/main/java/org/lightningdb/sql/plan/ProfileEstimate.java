package org.lightningdb.sql.plan;

import java.util.List;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.profile.ValueFractions;
import org.lightningdb.index.schema.ColumnProfile;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.sql.bind.CatalogTable;
import org.lightningdb.sql.exec.IndexScanSource;
import org.lightningdb.sql.exec.RangeTemplate;
import org.lightningdb.sql.plan.ColumnCondition.Interval;

/** Asks a table's profile how many rows lie in an interval whose ends are constants. */
final class ProfileEstimate {
  private ProfileEstimate() {}

  /** The fraction of the table's rows in the interval; -1 if the profile does not say. */
  static double selectivity(CatalogTable table, int column, Interval interval) {
    ColumnProfile profile = table.profile(column);
    RangeTemplate range = profile == null ? null : IndexEstimate.template(interval);
    if (profile == null || range == null) {
      return -1;
    }
    List<KeyRange> bound =
        IndexScanSource.bindRanges(table.descriptor(), indexOf(column), List.of(range), List.of());
    ValueFractions fractions =
        new ValueFractions(profile, table.descriptor().columns().get(column).type());
    return bound.isEmpty() ? 0 : fractions.inRange(bound.get(0));
  }

  /** An index that does not exist, so that values are converted as for one that does. */
  private static IndexDescriptor indexOf(int column) {
    return new IndexDescriptor(
        -1, "", -1, false, false, false, List.of(new KeyColumn(column, false)));
  }
}
