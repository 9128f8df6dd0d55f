package org.lightningdb.sql.rewrite;

import java.util.List;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code function() OVER (PARTITION BY … ORDER BY …) <= most}, as it stands in QUALIFY. */
final class RankCondition {
  private RankCondition() {}

  static SqlCall atMost(
      SqlNode most,
      SqlAggFunction function,
      List<SqlNode> partition,
      List<SqlNode> order,
      SqlParserPos position) {
    SqlWindow window =
        SqlWindow.create(
            null,
            null,
            new SqlNodeList(partition, position),
            new SqlNodeList(order, position),
            SqlLiteral.createBoolean(false, position),
            null,
            null,
            null,
            SqlWindow.createExcludeNoOthers(position),
            position);
    SqlCall rank =
        SqlStdOperatorTable.OVER.createCall(position, function.createCall(position), window);
    return SqlStdOperatorTable.LESS_THAN_OR_EQUAL.createCall(position, rank, most);
  }
}
