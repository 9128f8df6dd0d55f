package org.lightningdb.sql.lower;

import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/** What an expression kept in the catalog may not have, since it is about one row alone. */
final class RowExpression extends SqlBasicVisitor<@Nullable Void> {
  private static final Set<String> VOLATILE =
      Set.of("RAND", "RANDOM", "RAND_INTEGER", "GEN_RANDOM_UUID", "UUID", "RANDOM_UUID");

  private final String place;

  private RowExpression(String place) {
    this.place = place;
  }

  /**
   * Returns only if the expression has no sub-queries, aggregates, windows, parameters and random
   * values.
   *
   * @param place such as "a check constraint", for messages
   */
  static void require(SqlNode expression, String place) {
    expression.accept(new RowExpression(place));
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    SqlParserPos position = call.getParserPosition();
    if (call.isA(SqlKind.QUERY)) {
      throw refused(SqlState.FEATURE_NOT_SUPPORTED, "a sub-query", position);
    }
    if (call.getKind() == SqlKind.OVER) {
      throw refused(SqlState.GROUPING_ERROR, "a window function", position);
    }
    if (LockableQuery.isAggregate(call.getOperator())) {
      throw refused(SqlState.GROUPING_ERROR, "an aggregate function", position);
    }
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    if (VOLATILE.contains(name) || call.getKind() == SqlKind.NEXT_VALUE) {
      throw refused(SqlState.INVALID_DEFINITION, "function " + name, position);
    }
    return super.visit(call);
  }

  @Override
  public @Nullable Void visit(SqlDynamicParam parameter) {
    throw refused(SqlState.UNDEFINED_PARAMETER, "a parameter", parameter.getParserPosition());
  }

  private DbException refused(SqlState state, String what, SqlParserPos position) {
    return DbException.of(state, what + " is not allowed in " + place)
        .atPosition(position.getLineNum(), position.getColumnNum());
  }
}
