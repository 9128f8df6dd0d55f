package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.sql.bind.CatalogTable;
import org.lightningdb.sql.exec.Comparand;
import org.lightningdb.sql.exec.IndexScanSource;
import org.lightningdb.sql.exec.RangeTemplate;
import org.lightningdb.sql.exec.RangeTemplate.BoundTemplate;
import org.lightningdb.sql.plan.ColumnCondition.End;
import org.lightningdb.sql.plan.ColumnCondition.Interval;

/** Asks an index how many rows lie in an interval whose ends are constants. */
final class IndexEstimate {
  private IndexEstimate() {}

  /** The fraction of the table's rows in the interval; -1 if no index begins with the column. */
  static double selectivity(CatalogTable table, int column, Interval interval) {
    RangeTemplate range = template(interval);
    if (range == null) {
      return -1;
    }
    List<IndexDescriptor> indexes = new ArrayList<>(table.descriptor().indexes());
    indexes.add(table.descriptor().primary());
    for (IndexDescriptor index : indexes) {
      if (!index.columns().isEmpty() && index.columns().get(0).column() == column) {
        return Math.min(1, rows(table, index, List.of(range)) / table.rowCount());
      }
    }
    return -1;
  }

  /** About how many rows the ranges hold; all their comparands are constants. */
  static double rows(CatalogTable table, IndexDescriptor index, List<RangeTemplate> ranges) {
    List<KeyRange> bound = IndexScanSource.bindRanges(table.descriptor(), index, ranges, List.of());
    return bound.isEmpty() ? 0 : table.statistics().estimateRows(table.descriptor(), index, bound);
  }

  static @Nullable RangeTemplate template(Interval interval) {
    if (interval instanceof Interval.Point point && point.value().isConstant()) {
      List<@Nullable Comparand> equal = new ArrayList<>();
      equal.add(point.value().toComparand(new ArrayList<>()));
      return new RangeTemplate(equal, null, null);
    }
    if (interval instanceof Interval.Range range
        && isConstant(range.lower())
        && isConstant(range.upper())) {
      return new RangeTemplate(List.of(), bound(range.lower()), bound(range.upper()));
    }
    return null;
  }

  private static boolean isConstant(@Nullable End end) {
    return end == null || end.value().isConstant();
  }

  private static @Nullable BoundTemplate bound(@Nullable End end) {
    return end == null
        ? null
        : new BoundTemplate(end.value().toComparand(new ArrayList<>()), end.inclusive());
  }
}
