package org.lightningdb.sql.plan;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Makes syntax trees of queries that stand in no text. */
public final class SelectNodes {
  private SelectNodes() {}

  public static SqlSelect select(List<SqlNode> items, SqlNode from, @Nullable SqlNode condition) {
    return new SqlSelect(
        SqlParserPos.ZERO,
        null,
        new SqlNodeList(items, SqlParserPos.ZERO),
        from,
        condition,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** A tree that shares nothing that validation changes. */
  public static SqlNode copy(SqlNode node) {
    SqlNode copy =
        node.accept(
            new SqlShuttle() {
              @Override
              public SqlNode visit(SqlCall call) {
                CallCopyingArgHandler handler = new CallCopyingArgHandler(call, true);
                call.getOperator().acceptCall(this, call, false, handler);
                return handler.result();
              }

              @Override
              public SqlNode visit(SqlIdentifier identifier) {
                return identifier.clone(identifier.getParserPosition());
              }

              @Override
              public SqlNode visit(SqlDynamicParam parameter) {
                return parameter.clone(parameter.getParserPosition());
              }
            });
    if (copy == null) {
      throw new IllegalStateException("the copy of a tree");
    }
    return copy;
  }
}
