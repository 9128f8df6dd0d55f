package org.lightningdb.sql.plan;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelColumnOrigin;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.lightningdb.sql.bind.CatalogTable;

/** Guesses how many different values a column of an intermediate result has. */
final class DistinctValues {
  private DistinctValues() {}

  static double of(RelMetadataQuery metadata, RelNode node, int column) {
    Double rowCount = metadata.getRowCount(node);
    double rows = rowCount == null ? 1 : Math.max(1, rowCount);
    RelColumnOrigin origin = metadata.getColumnOrigin(node, column);
    CatalogTable table = origin == null ? null : origin.getOriginTable().unwrap(CatalogTable.class);
    if (origin == null || table == null) {
      return Math.max(1, rows / 10);
    }
    return Math.max(
        1,
        Math.min(rows, ConditionEstimate.distinctValues(table, origin.getOriginColumnOrdinal())));
  }
}
