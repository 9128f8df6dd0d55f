package org.lightningdb.sql.rewrite;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.lightningdb.sql.exec.ResultColumn;

/** Says what columns a query has, validating a copy of it. */
public interface QueryShape {
  /**
   * The columns.
   *
   * @param query left as it is
   * @throws org.lightningdb.index.error.DbException if the query is wrong
   */
  List<ResultColumn> columns(SqlNode query);
}
