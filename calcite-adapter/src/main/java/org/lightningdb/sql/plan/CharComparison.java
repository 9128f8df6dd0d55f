package org.lightningdb.sql.plan;

import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.lightningdb.sql.bind.OwnFunctions;

/**
 * Makes comparisons with a CHAR value ignore trailing blanks: both sides lose theirs. Two CHAR
 * values of the same length need no change, and a literal alone does not make a CHAR comparison.
 */
final class CharComparison extends RelHomogeneousShuttle {
  private CharComparison() {}

  static RelNode apply(RelNode node) {
    return node.accept(new CharComparison());
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode node = super.visit(other);
    return node.accept(new Expressions(node.getCluster().getRexBuilder()));
  }

  /** One expression; sub-queries in it are left to {@link #apply}. */
  static RexNode apply(RexBuilder builder, RexNode expression) {
    return expression instanceof RexCall call
        ? new Expressions(builder).rewritten(call)
        : expression;
  }

  /** The CHAR column that an expression is, if it is one, through casts and trimming. */
  static boolean isTrimmedColumn(RexNode node) {
    return node instanceof RexCall call
        && call.getOperator().equals(OwnFunctions.TRIM_BLANKS)
        && withoutCast(call.getOperands().get(0)) instanceof RexInputRef column
        && column.getType().getSqlTypeName() == SqlTypeName.CHAR;
  }

  static RexNode withoutCast(RexNode node) {
    return node.isA(SqlKind.CAST) && SqlTypeUtil.inCharFamily(node.getType())
        ? ((RexCall) node).getOperands().get(0)
        : node;
  }

  /** Works on the expressions of one node. */
  private static final class Expressions extends RexShuttle {
    private final RexBuilder builder;

    Expressions(RexBuilder builder) {
      this.builder = builder;
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subQuery) {
      RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
      return visited.clone(CharComparison.apply(visited.rel));
    }

    @Override
    public RexNode visitCall(RexCall call) {
      return rewritten((RexCall) super.visitCall(call));
    }

    RexNode rewritten(RexCall visited) {
      if (!isComparison(visited.getKind()) || visited.getOperands().size() != 2) {
        return visited;
      }
      RexNode left = visited.getOperands().get(0);
      RexNode right = visited.getOperands().get(1);
      if (!SqlTypeUtil.inCharFamily(left.getType())
          || !(isChar(left) || isChar(right))
          || sameLength(left.getType(), right.getType())) {
        return visited;
      }
      return visited.clone(visited.getType(), List.of(trimmed(left), trimmed(right)));
    }

    private static boolean isComparison(SqlKind kind) {
      return SqlKind.COMPARISON.contains(kind);
    }

    private static boolean isChar(RexNode node) {
      RexNode plain = withoutCast(node);
      return plain.getType().getSqlTypeName() == SqlTypeName.CHAR && !(plain instanceof RexLiteral);
    }

    private static boolean sameLength(RelDataType left, RelDataType right) {
      return left.getSqlTypeName() == SqlTypeName.CHAR
          && right.getSqlTypeName() == SqlTypeName.CHAR
          && left.getPrecision() == right.getPrecision();
    }

    private RexNode trimmed(RexNode node) {
      if (node instanceof RexLiteral literal) {
        String text = literal.getValueAs(String.class);
        return text == null
            ? node
            : builder.makeLiteral(OwnFunctions.trimBlanks(text), varchar(node), false);
      }
      RexNode plain = withoutCast(node);
      RexNode argument = plain.getType().getSqlTypeName() == SqlTypeName.CHAR ? plain : node;
      return builder.makeCall(varchar(argument), OwnFunctions.TRIM_BLANKS, List.of(argument));
    }

    private RelDataType varchar(RexNode like) {
      return builder
          .getTypeFactory()
          .createTypeWithNullability(
              builder.getTypeFactory().createSqlType(SqlTypeName.VARCHAR),
              like.getType().isNullable());
    }
  }
}
