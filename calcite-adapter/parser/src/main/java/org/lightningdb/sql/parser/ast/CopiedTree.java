package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;

/** Copies of syntax trees, for what occurs twice in what validation changes. */
public final class CopiedTree {
  private CopiedTree() {}

  /** A tree that shares nothing that validation changes. */
  public static SqlNode of(SqlNode node) {
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
