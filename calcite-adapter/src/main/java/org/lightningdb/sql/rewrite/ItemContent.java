package org.lightningdb.sql.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.bind.FunctionCatalog;

/** What the value of an item of a select list depends on. */
enum ItemContent {
  /** Nothing: literals and parameters. */
  CONSTANT,
  /** A row. */
  ROW,
  /** The rows of a group: there is an aggregate function in it. */
  GROUP;

  static ItemContent of(SqlNode item) {
    Finder finder = new Finder();
    (item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item).accept(finder);
    return finder.found;
  }

  private static final class Finder extends SqlBasicVisitor<Void> {
    private ItemContent found = CONSTANT;

    @Override
    public @Nullable Void visit(SqlIdentifier identifier) {
      meet(ROW);
      return null;
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
      if (call.isA(SqlKind.QUERY) || call.getKind() == SqlKind.OVER) {
        // Aggregates in a sub-query are its own, those of a window come after the groups.
        meet(ROW);
        return null;
      }
      if (isAggregate(call.getOperator())) {
        meet(GROUP);
        return null;
      }
      if (call.getOperator() instanceof SqlFunction && call.operandCount() == 0) {
        meet(ROW);
      }
      return super.visit(call);
    }

    private void meet(ItemContent content) {
      if (content.compareTo(found) > 0) {
        found = content;
      }
    }

    private static boolean isAggregate(SqlOperator operator) {
      if (operator.isAggregator()) {
        return true;
      }
      if (!(operator instanceof SqlFunction function)) {
        return false;
      }
      SqlIdentifier name = function.getNameAsId();
      List<SqlOperator> overloads = new ArrayList<>();
      FunctionCatalog.OPERATORS.lookupOperatorOverloads(
          name,
          SqlFunctionCategory.USER_DEFINED_FUNCTION,
          SqlSyntax.FUNCTION,
          overloads,
          SqlNameMatchers.withCaseSensitive(false));
      return overloads.stream().anyMatch(SqlOperator::isAggregator);
    }
  }
}
