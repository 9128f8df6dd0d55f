package org.lightningdb.sql.rewrite;

import java.util.List;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.sql.parser.ast.CopiedTree;

/**
 * {@code FETCH FIRST n ROWS WITH TIES} keeps the rows of a rank of at most n, or n and what OFFSET
 * leaves out, which still comes later: {@code QUALIFY RANK() OVER (ORDER BY …) <= n}. Of no rows
 * there are no ties.
 */
final class TiedRows {
  private TiedRows() {}

  /**
   * Rewrites an ordered query.
   *
   * @param select its body; null if it is no SELECT
   */
  static void rewrite(SqlOrderBy ordered, @Nullable SqlSelect select, SqlCall ties) {
    SqlParserPos position = ties.getParserPosition();
    if (select == null || select.isDistinct() || select.getQualify() != null) {
      throw DbException.notSupported(
              "WITH TIES of a query with UNION, VALUES, DISTINCT or QUALIFY outside a sub-query")
          .atPosition(position.getLineNum(), position.getColumnNum());
    }
    SqlNode rows = number(ties.operand(0));
    SqlNode offset = ordered.offset;
    SqlNode last =
        offset == null
            ? rows
            : SqlStdOperatorTable.PLUS.createCall(position, rows, number(CopiedTree.of(offset)));
    SqlCall first =
        RankCondition.atMost(
            last,
            SqlStdOperatorTable.RANK,
            List.of(),
            OutputNames.resolve(ordered.orderList, select),
            position);
    SqlCall any =
        SqlStdOperatorTable.GREATER_THAN.createCall(
            position, CopiedTree.of(rows), SqlLiteral.createExactNumeric("0", position));
    select.setQualify(SqlStdOperatorTable.AND.createCall(position, first, any));
  }

  private static SqlNode number(SqlNode rows) {
    SqlParserPos position = rows.getParserPosition();
    SqlDataTypeSpec bigint =
        new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.BIGINT, position), position);
    return SqlStdOperatorTable.CAST.createCall(position, rows, bigint);
  }
}
