package org.lightningdb.sql.lower.expression;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.Sarg;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.bind.LiteralValues;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.expression.LongSetMatch;
import org.lightningdb.sql.exec.expression.Negation;
import org.lightningdb.storage.vector.ColumnKind;

/** Membership in a set of values and ranges: many points by binary search, all else spelled out. */
final class SearchLowering {
  private static final int POINTS_MIN = 4;

  private SearchLowering() {}

  static Expression lower(RexCall call, ExpressionLowering.Scope scope, RexBuilder builder) {
    Expression points = points(call, scope);
    return points != null ? points : scope.lower(RexUtil.expandSearch(builder, null, call));
  }

  private static @Nullable Expression points(RexCall call, ExpressionLowering.Scope scope) {
    RexNode operand = call.getOperands().get(0);
    Sarg<?> sarg = ((RexLiteral) call.getOperands().get(1)).getValueAs(Sarg.class);
    if (sarg == null
        || sarg.nullAs != RexUnknownAs.UNKNOWN
        || !ExpressionLowering.isScalar(operand)) {
      return null;
    }
    boolean negated = sarg.isComplementedPoints();
    if (!sarg.isPoints() && !negated) {
      return null;
    }
    if (!negated && sarg.pointCount < POINTS_MIN) {
      return null;
    }
    Expression value = scope.lower(operand);
    if (value.type().columnKind() != ColumnKind.LONG) {
      return null;
    }
    List<Comparable<?>> points = new ArrayList<>();
    Sarg<?> listed = negated ? sarg.negate() : sarg;
    listed.rangeSet.asRanges().forEach(range -> points.add(range.lowerEndpoint()));
    long[] longs = new long[points.size()];
    for (int i = 0; i < longs.length; i++) {
      Long point = toLong(points.get(i), operand, value.type());
      if (point == null) {
        return null;
      }
      longs[i] = point;
    }
    LongSetMatch match = new LongSetMatch(value, longs);
    return negated ? new Negation(match) : match;
  }

  private static @Nullable Long toLong(Comparable<?> point, RexNode operand, SqlType type) {
    Object value = LiteralValues.toJava(point, operand.getType());
    if (value == null) {
      return null;
    }
    if (value instanceof java.math.BigDecimal decimal
        && decimal.stripTrailingZeros().scale() > type.scale()) {
      return null;
    }
    return VectorValues.toLong(
        java.util.Objects.requireNonNull(ValueAssignment.convert(value, type, "", "")), type);
  }
}
