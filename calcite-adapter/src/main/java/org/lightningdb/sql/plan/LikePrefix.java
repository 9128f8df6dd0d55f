package org.lightningdb.sql.plan;

import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.bind.LiteralValues;
import org.lightningdb.sql.plan.ColumnCondition.End;
import org.lightningdb.sql.plan.ColumnCondition.Interval;
import org.lightningdb.sql.plan.ColumnCondition.Operand;

/** {@code column LIKE 'abc%'} as a range from 'abc' to below 'abd'. */
final class LikePrefix {
  private LikePrefix() {}

  static @Nullable ColumnCondition analyse(RexCall call) {
    if (!call.getOperator().equals(SqlStdOperatorTable.LIKE)
        || call.getOperands().size() != 2
        || !(call.getOperands().get(0) instanceof RexInputRef column)
        || column.getType().getSqlTypeName() != SqlTypeName.VARCHAR
        || !(call.getOperands().get(1) instanceof RexLiteral literal)) {
      return null;
    }
    return LiteralValues.toJava(literal) instanceof String pattern
        ? range(call, column, prefix(pattern))
        : null;
  }

  private static String prefix(String pattern) {
    int end = 0;
    while (end < pattern.length() && pattern.charAt(end) != '%' && pattern.charAt(end) != '_') {
      end++;
    }
    return pattern.substring(0, end);
  }

  private static @Nullable ColumnCondition range(RexCall call, RexInputRef column, String prefix) {
    String above = above(prefix);
    if (above == null) {
      return null;
    }
    Interval interval =
        new Interval.Range(
            new End(Operand.constant(prefix), true), new End(Operand.constant(above), false));
    return new ColumnCondition(column.getIndex(), List.of(interval), call, false);
  }

  /** The least text above all that begin with {@code prefix}; null if not simply found. */
  private static @Nullable String above(String prefix) {
    if (prefix.isEmpty()) {
      return null;
    }
    char last = prefix.charAt(prefix.length() - 1);
    return last >= Character.MIN_SURROGATE - 1
        ? null
        : prefix.substring(0, prefix.length() - 1) + (char) (last + 1);
  }
}
