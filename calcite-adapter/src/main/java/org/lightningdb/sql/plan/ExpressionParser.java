package org.lightningdb.sql.plan;

import org.apache.calcite.sql.SqlNode;

/** Parses the text of a scalar expression, such as a DEFAULT kept in the catalog. */
public interface ExpressionParser {
  /**
   * Returns a fresh tree at every call.
   *
   * @throws org.lightningdb.index.error.DbException SYNTAX_ERROR
   */
  SqlNode parseExpression(String text);
}
