package org.lightningdb.sql.plan;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlNode;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.sql.bind.SystemTable;
import org.lightningdb.sql.bind.TableStatistics;

/**
 * A statement to plan and what it may refer to.
 *
 * @param statement the parsed statement: a query, INSERT, UPDATE, DELETE, or EXPLAIN of one.
 *     Consumed: validation changes the tree, so it cannot be planned a second time
 * @param sqlText the text it was parsed from
 * @param schema where unqualified names are looked up first
 * @param options how the session wants it planned
 */
public record PlanRequest(
    SqlNode statement,
    String sqlText,
    CatalogSnapshot catalog,
    String schema,
    Collection<SystemTable> systemTables,
    TableStatistics statistics,
    PlanOptions options) {
  public PlanRequest {
    systemTables = List.copyOf(systemTables);
  }

  public PlanRequest(
      SqlNode statement,
      String sqlText,
      CatalogSnapshot catalog,
      String schema,
      Collection<SystemTable> systemTables,
      TableStatistics statistics,
      Set<PlanMethod> avoided) {
    this(
        statement,
        sqlText,
        catalog,
        schema,
        systemTables,
        statistics,
        PlanOptions.avoiding(avoided));
  }
}
