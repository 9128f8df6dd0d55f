package org.lightningdb.sql.plan;

import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's translation of expressions, with comparisons of CHAR values put right at once: a moment
 * later the parts of a join condition are already spread over projections.
 */
final class ComparisonConvertlets implements SqlRexConvertletTable {
  static final ComparisonConvertlets INSTANCE = new ComparisonConvertlets();

  private ComparisonConvertlets() {}

  @Override
  public @Nullable SqlRexConvertlet get(SqlCall call) {
    SqlRexConvertlet standard = StandardConvertletTable.INSTANCE.get(call);
    if (standard == null || !SqlKind.COMPARISON.contains(call.getKind())) {
      return standard;
    }
    return (context, comparison) -> {
      RexNode converted = standard.convertCall(context, comparison);
      return CharComparison.apply(context.getRexBuilder(), converted);
    };
  }
}
