package org.lightningdb.sql.rewrite;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.parser.ast.AllItems;
import org.lightningdb.sql.parser.ast.DistinctOn;
import org.lightningdb.sql.parser.ast.WithTies;

/** Rewrites all queries of a statement, from the outside in. */
final class FriendlyQueries extends SqlBasicVisitor<Void> {
  private final QueryShape shape;

  FriendlyQueries(QueryShape shape) {
    this.shape = shape;
  }

  /** Changes a statement in place. */
  void rewrite(SqlNode statement) {
    StatementQueries.of(statement).forEach(part -> part.accept(this));
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call instanceof SqlOrderBy ordered) {
      rewrite(ordered);
      return null;
    }
    if (call instanceof SqlSelect select) {
      GroupByAll.rewrite(select);
      DistinctOnRows.rewrite(select, SqlNodeList.EMPTY);
    }
    return super.visit(call);
  }

  private void rewrite(SqlOrderBy ordered) {
    SqlNodeList keys = ordered.orderList;
    SqlNode ties = keys.isEmpty() ? null : keys.get(keys.size() - 1);
    if (WithTies.is(ties)) {
      keys.remove(keys.size() - 1);
    }
    SqlSelect select = body(ordered.query);
    SqlNode first = select == null ? null : select.getQualify();
    boolean distinctOn = DistinctOn.is(first);
    if (select != null && distinctOn) {
      select.setQualify(null);
    }
    ordered.query.accept(this);
    OrderByAll.rewrite(ordered, shape);
    keys.accept(this);
    if (select != null && first != null && distinctOn) {
      first.accept(this);
      select.setQualify(first);
      DistinctOnRows.rewrite(select, keys);
    }
    if (ties != null && WithTies.is(ties)) {
      TiedRows.rewrite(ordered, select, (SqlCall) ties);
    }
  }

  /** The SELECT that a query consists of; null if it is of another kind. */
  private static @Nullable SqlSelect body(SqlNode query) {
    SqlNode body = query instanceof SqlWith with ? with.body : query;
    return body instanceof SqlSelect select ? select : null;
  }

  @Override
  public @Nullable Void visit(SqlIdentifier identifier) {
    if (AllItems.isMark(identifier)) {
      throw DbException.of(
              SqlState.SYNTAX_ERROR, "ORDER BY ALL stands behind a query, not in a window")
          .atPosition(
              identifier.getParserPosition().getLineNum(),
              identifier.getParserPosition().getColumnNum());
    }
    return super.visit(identifier);
  }
}
