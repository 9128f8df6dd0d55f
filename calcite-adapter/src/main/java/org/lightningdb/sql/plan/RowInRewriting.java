package org.lightningdb.sql.plan;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;

/**
 * IN of a row of nullable values, which is wrong without mark joins, said with EXISTS: true if a
 * row is equal, else unknown if one may be ({@link SubQueryToJoin#maybeEqual}), else false.
 */
final class RowInRewriting {
  private RowInRewriting() {}

  static RelNode apply(RelNode node) {
    RelNode current = Inputs.rewritten(node, RowInRewriting::apply);
    if (current instanceof LogicalFilter filter) {
      Expressions expressions = new Expressions(filter.getInput(), filter.getVariablesSet());
      RexNode condition = filter.getCondition().accept(expressions);
      return condition.equals(filter.getCondition())
          ? filter
          : LogicalFilter.create(filter.getInput(), condition, expressions.variables());
    }
    if (current instanceof LogicalProject project) {
      Expressions expressions = new Expressions(project.getInput(), project.getVariablesSet());
      List<RexNode> columns = expressions.visitList(project.getProjects());
      return columns.equals(project.getProjects())
          ? project
          : LogicalProject.create(
              project.getInput(),
              project.getHints(),
              columns,
              project.getRowType(),
              expressions.variables());
    }
    return current.accept(new Elsewhere());
  }

  private static boolean isRowOfNullables(RexSubQuery query) {
    boolean nullable =
        query.getOperands().stream().anyMatch(operand -> operand.getType().isNullable())
            || query.rel.getRowType().getFieldList().stream()
                .anyMatch(field -> field.getType().isNullable());
    return query.isA(SqlKind.IN) && query.getOperands().size() > 1 && nullable;
  }

  /** The expressions of one node. */
  private static final class Expressions extends RexShuttle {
    private final RelNode input;
    private final RexBuilder builder;
    private final Set<CorrelationId> before;
    private @Nullable CorrelationId variable;

    Expressions(RelNode input, Set<CorrelationId> variables) {
      this.input = input;
      this.builder = input.getCluster().getRexBuilder();
      this.before = variables;
      this.variable = variables.isEmpty() ? null : variables.iterator().next();
    }

    ImmutableSet<CorrelationId> variables() {
      CorrelationId used = variable;
      return used == null ? ImmutableSet.copyOf(before) : ImmutableSet.of(used);
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery query) {
      RelNode inner = RowInRewriting.apply(query.rel);
      RexSubQuery rewritten = inner.equals(query.rel) ? query : query.clone(inner);
      return isRowOfNullables(rewritten) ? withExists(rewritten) : rewritten;
    }

    private RexNode withExists(RexSubQuery query) {
      List<RexNode> equal = new ArrayList<>();
      List<RexNode> maybe = new ArrayList<>();
      for (int i = 0; i < query.getOperands().size(); i++) {
        RexNode wanted = query.getOperands().get(i).accept(outerColumns());
        RexNode found = builder.makeInputRef(query.rel, i);
        equal.add(builder.makeCall(SqlStdOperatorTable.EQUALS, wanted, found));
        maybe.add(SubQueryToJoin.maybeEqual(builder, wanted, found));
      }
      return builder.makeCall(
          query.getType(),
          SqlStdOperatorTable.CASE,
          List.of(
              exists(query.rel, equal),
              builder.makeLiteral(true),
              exists(query.rel, maybe),
              builder.makeNullLiteral(query.getType()),
              builder.makeLiteral(false)));
    }

    private RexNode exists(RelNode rows, List<RexNode> conditions) {
      return RexSubQuery.exists(
          LogicalFilter.create(rows, RexUtil.composeConjunction(builder, conditions)));
    }

    private RexShuttle outerColumns() {
      CorrelationId id = variable == null ? input.getCluster().createCorrel() : variable;
      variable = id;
      return new RexShuttle() {
        @Override
        public RexNode visitInputRef(RexInputRef reference) {
          return builder.makeFieldAccess(
              builder.makeCorrel(input.getRowType(), id), reference.getIndex());
        }
      };
    }
  }

  /** In other nodes there is no row to refer to. */
  private static final class Elsewhere extends RexShuttle {
    @Override
    public RexNode visitSubQuery(RexSubQuery query) {
      if (isRowOfNullables(query)) {
        throw DbException.notSupported("IN with a row of nullable columns in this place");
      }
      return query;
    }
  }
}
