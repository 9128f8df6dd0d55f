package org.lightningdb.sql.ddl;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.lightningdb.index.schema.SchemaObject.Dependency;
import org.lightningdb.sql.exec.ResultColumn;

/** Finds out what the catalog must know of a query that it is to keep. */
public interface QueryFacts {
  /**
   * The facts.
   *
   * @param sql the text with the columns that its stars stand for
   */
  record Facts(List<ResultColumn> columns, String sql, List<Dependency> dependencies) {}

  /**
   * Validates a query.
   *
   * @param query left as it is; errors have its positions
   * @param text the same
   */
  Facts of(SqlNode query, String text);
}
