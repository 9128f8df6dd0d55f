package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
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
    Expressions expressions = new Expressions(node.getCluster().getRexBuilder());
    if (node instanceof SetOp operation && !(node instanceof Union && operation.all)) {
      return node.copy(
          node.getTraitSet(), node.getInputs().stream().map(expressions::trimmedColumns).toList());
    }
    return (node instanceof Join join ? expressions.trimmedKeys(join) : node).accept(expressions);
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

    /** The rows of an input of a set operation, CHAR values that became texts without blanks. */
    RelNode trimmedColumns(RelNode input) {
      if (!(input instanceof Project project)) {
        return input;
      }
      List<RexNode> columns = new ArrayList<>();
      for (RexNode column : project.getProjects()) {
        columns.add(
            isConverted(column) && !isOfValues(column, project.getInput())
                ? builder.makeAbstractCast(column.getType(), trimmed(withoutCast(column)), false)
                : column);
      }
      return project.copy(project.getTraitSet(), project.getInput(), columns, project.getRowType());
    }

    /** Whether a value was written down as a literal. */
    private static boolean isOfValues(RexNode converted, RelNode input) {
      return input instanceof Values && withoutCast(converted) instanceof RexInputRef;
    }

    /** The same for columns that USING and NATURAL converted below the join. */
    Join trimmedKeys(Join join) {
      List<RexNode> conjuncts = new ArrayList<>();
      boolean any = false;
      for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
        boolean converted =
            conjunct.isA(SqlKind.EQUALS)
                && ((RexCall) conjunct)
                    .getOperands().stream().anyMatch(operand -> isConverted(origin(operand, join)));
        any |= converted;
        conjuncts.add(
            converted
                ? builder.makeCall(
                    SqlStdOperatorTable.EQUALS,
                    ((RexCall) conjunct).getOperands().stream().map(this::trimmed).toList())
                : conjunct);
      }
      if (!any) {
        return join;
      }
      return join.copy(
          join.getTraitSet(),
          RexUtil.composeConjunction(builder, conjuncts),
          join.getLeft(),
          join.getRight(),
          join.getJoinType(),
          join.isSemiJoinDone());
    }

    /** What a projection right below the join computes for a column of it, else the node itself. */
    private static RexNode origin(RexNode node, Join join) {
      if (!(node instanceof RexInputRef column)) {
        return node;
      }
      int leftCount = join.getLeft().getRowType().getFieldCount();
      boolean ofLeft = column.getIndex() < leftCount;
      RelNode input = ofLeft ? join.getLeft() : join.getRight();
      return input instanceof Project project
          ? project.getProjects().get(ofLeft ? column.getIndex() : column.getIndex() - leftCount)
          : node;
    }

    /** Whether a value is a CHAR that was made a text. */
    private static boolean isConverted(RexNode node) {
      return node.isA(SqlKind.CAST)
          && node.getType().getSqlTypeName() == SqlTypeName.VARCHAR
          && isChar(node);
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
