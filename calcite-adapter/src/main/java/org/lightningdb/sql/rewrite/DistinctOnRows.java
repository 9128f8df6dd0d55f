package org.lightningdb.sql.rewrite;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.lightningdb.sql.parser.ast.DistinctOn;

/**
 * {@code SELECT DISTINCT ON (keys)} keeps the first row of each key in the query's order: {@code
 * QUALIFY ROW_NUMBER() OVER (PARTITION BY keys ORDER BY …) <= 1}.
 */
final class DistinctOnRows {
  private DistinctOnRows() {}

  /**
   * Rewrites a query if it has DISTINCT ON.
   *
   * @param order its sort keys
   */
  static void rewrite(SqlSelect select, SqlNodeList order) {
    SqlNode marked = select.getQualify();
    if (marked == null || !DistinctOn.is(marked)) {
      return;
    }
    SqlParserPos position = marked.getParserPosition();
    List<SqlNode> keys = ((SqlCall) marked).getOperandList();
    select.setQualify(
        RankCondition.atMost(
            SqlLiteral.createExactNumeric("1", position),
            SqlStdOperatorTable.ROW_NUMBER,
            OutputNames.resolve(keys, select),
            OutputNames.resolve(order, select),
            position));
  }
}
