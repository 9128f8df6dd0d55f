package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.bind.FunctionCatalog;

/** Refuses row locks where a row of the result is not a row of each table. */
final class LockableQuery {
  private LockableQuery() {}

  /**
   * Returns only if {@code query} is a plain SELECT.
   *
   * @param clause such as FOR UPDATE, for messages
   * @throws DbException 0A000
   */
  static void check(SqlNode query, @Nullable SqlOrderBy order, String clause) {
    if (!(query instanceof SqlSelect select)) {
      String with =
          query.getKind() == SqlKind.WITH
              ? "WITH"
              : query.getKind() == SqlKind.VALUES ? "VALUES" : "UNION/INTERSECT/EXCEPT";
      throw refused(clause + " is not allowed with " + with, query.getParserPosition());
    }
    if (select.isDistinct()) {
      throw refused(
          clause + " is not allowed with DISTINCT clause",
          select.getSelectList().getParserPosition());
    }
    require(select.getGroup(), clause + " is not allowed with GROUP BY clause");
    require(select.getHaving(), clause + " is not allowed with HAVING clause");
    require(select.getQualify(), clause + " is not allowed with QUALIFY clause");
    FunctionVisitor visitor = new FunctionVisitor(clause);
    select.getSelectList().accept(visitor);
    if (order != null) {
      order.orderList.accept(visitor);
    }
  }

  static void checkNotNatural(SqlJoin join, String clause) {
    if (join.isNatural()) {
      throw refused(clause + " is not supported with NATURAL JOIN", join.getParserPosition());
    }
  }

  private static void require(@Nullable SqlNode absent, String message) {
    if (absent != null) {
      throw refused(message, absent.getParserPosition());
    }
  }

  static DbException refused(String message, SqlParserPos position) {
    return DbException.of(SqlState.FEATURE_NOT_SUPPORTED, message)
        .atPosition(position.getLineNum(), position.getColumnNum());
  }

  /** Meets the calls of this SELECT, not those of queries inside. */
  private static final class FunctionVisitor extends SqlBasicVisitor<@Nullable Void> {
    private final String clause;

    FunctionVisitor(String clause) {
      this.clause = clause;
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
      if (call.getKind() == SqlKind.OVER) {
        throw refused(clause + " is not allowed with window functions", call.getParserPosition());
      }
      if (call.isA(SqlKind.QUERY)) {
        return null;
      }
      if (isAggregate(call.getOperator())) {
        throw refused(
            clause + " is not allowed with aggregate functions", call.getParserPosition());
      }
      return super.visit(call);
    }
  }

  /** Whether it is an aggregate function, be it one of which only the name is known yet. */
  static boolean isAggregate(SqlOperator operator) {
    if (operator.isAggregator() || !(operator instanceof SqlFunction function)) {
      return operator.isAggregator();
    }
    if (function.getSqlIdentifier() == null) {
      return false;
    }
    List<SqlOperator> found = new ArrayList<>();
    FunctionCatalog.OPERATORS.lookupOperatorOverloads(
        function.getSqlIdentifier(),
        null,
        SqlSyntax.FUNCTION,
        found,
        SqlNameMatchers.withCaseSensitive(false));
    return found.stream().anyMatch(SqlOperator::isAggregator);
  }
}
