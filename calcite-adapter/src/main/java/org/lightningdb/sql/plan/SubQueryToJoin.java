package org.lightningdb.sql.plan;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/**
 * Turns sub-queries in WHERE into joins: {@code EXISTS} and {@code IN} into semi-joins, {@code NOT
 * EXISTS} and {@code NOT IN} into anti-joins.
 *
 * <p>Also {@code NOT IN} where a NULL can be compared, if a mark join could not answer it by hash.
 *
 * <p>Only conjuncts whose correlation, if any, is in the sub-query's own top filter: that filter
 * becomes part of the join condition. Everything else is left to the general decorrelation.
 */
final class SubQueryToJoin {
  RelNode apply(RelNode node) {
    RelNode current = Inputs.rewritten(node, this::apply);
    return current instanceof LogicalFilter filter ? rewrite(filter) : current;
  }

  private RelNode rewrite(LogicalFilter filter) {
    List<RexNode> rest = new ArrayList<>();
    RelNode left = filter.getInput();
    boolean changed = false;
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      RelNode joined = join(left, conjunct, filter.getVariablesSet());
      if (joined == null) {
        rest.add(conjunct);
      } else {
        left = joined;
        changed = true;
      }
    }
    if (!changed) {
      return filter;
    }
    return rest.isEmpty()
        ? left
        : LogicalFilter.create(
            left,
            RexUtil.composeConjunction(filter.getCluster().getRexBuilder(), rest),
            ImmutableSet.copyOf(filter.getVariablesSet()));
  }

  private @Nullable RelNode join(RelNode left, RexNode conjunct, Set<CorrelationId> variables) {
    boolean negated = conjunct.isA(SqlKind.NOT);
    RexNode inner = negated ? ((RexCall) conjunct).getOperands().get(0) : conjunct;
    if (!(inner instanceof RexSubQuery query)) {
      return null;
    }
    boolean exists = query.isA(SqlKind.EXISTS);
    boolean in =
        query.isA(SqlKind.IN)
            && (!negated || neverNull(query) || !isMarkHashable(query, variables));
    if ((!exists && !in) || hasSubQuery(query.getOperands())) {
      return null;
    }
    return join(left, query, negated ? JoinRelType.ANTI : JoinRelType.SEMI, variables);
  }

  private static boolean hasSubQuery(List<RexNode> operands) {
    return RexUtil.SubQueryFinder.find(operands) != null;
  }

  /**
   * Whether a mark join answers NOT IN by hash: one value, and nothing but that decides. All others
   * become anti-joins of rows that may be equal, as {@link #maybeEqual} says.
   */
  private static boolean isMarkHashable(RexSubQuery query, Set<CorrelationId> variables) {
    return query.getOperands().size() == 1 && !isCorrelated(query.rel, variables);
  }

  /**
   * Whether two values are equal or one of them is NULL: a row is NOT IN others if none of them is
   * equal in each column, NULL taken for equal to anything.
   */
  static RexNode maybeEqual(RexBuilder builder, RexNode left, RexNode right) {
    List<RexNode> ways = new ArrayList<>();
    ways.add(builder.makeCall(SqlStdOperatorTable.EQUALS, left, right));
    for (RexNode side : List.of(left, right)) {
      if (side.getType().isNullable()) {
        ways.add(builder.makeCall(SqlStdOperatorTable.IS_NULL, side));
      }
    }
    return RexUtil.composeDisjunction(builder, ways);
  }

  private static boolean neverNull(RexSubQuery query) {
    return query.getOperands().stream().noneMatch(operand -> operand.getType().isNullable())
        && query.rel.getRowType().getFieldList().stream()
            .noneMatch(field -> field.getType().isNullable());
  }

  private @Nullable RelNode join(
      RelNode left, RexSubQuery query, JoinRelType type, Set<CorrelationId> variables) {
    RelNode right = apply(query.rel);
    RexBuilder builder = left.getCluster().getRexBuilder();
    List<RexNode> outputs = new ArrayList<>(builder.identityProjects(right.getRowType()));
    RexNode correlated = null;
    while (isCorrelated(right, variables)) {
      if (right instanceof Project project
          && project.getProjects().stream().noneMatch(RexUtil::containsCorrelation)
          && !project.containsOver()) {
        outputs = RelOptUtil.pushPastProject(outputs, project);
        right = project.getInput();
      } else if (right instanceof Filter filter
          && correlated == null
          && !RexUtil.SubQueryFinder.containsSubQuery(filter)) {
        correlated = correlatedPart(filter, variables, true);
        RexNode rest = correlatedPart(filter, variables, false);
        right =
            rest.isAlwaysTrue() ? filter.getInput() : LogicalFilter.create(filter.getInput(), rest);
      } else {
        return null;
      }
    }
    List<RexNode> conditions = new ArrayList<>();
    int shift = left.getRowType().getFieldCount();
    if (query.isA(SqlKind.IN)) {
      for (int i = 0; i < query.getOperands().size(); i++) {
        RexNode wanted = query.getOperands().get(i);
        RexNode found = RexUtil.shift(outputs.get(i), shift);
        conditions.add(
            type == JoinRelType.ANTI
                ? maybeEqual(builder, wanted, found)
                : builder.makeCall(SqlStdOperatorTable.EQUALS, wanted, found));
      }
    }
    if (correlated != null) {
      conditions.add(uncorrelate(RexUtil.shift(correlated, shift), left, variables));
    }
    RexNode condition = RexUtil.composeConjunction(builder, conditions);
    if (RexUtil.containsCorrelation(condition) && isCorrelatedTo(condition, variables)) {
      return null;
    }
    return LogicalJoin.create(left, right, List.of(), condition, Set.of(), type);
  }

  private static boolean isCorrelated(RelNode node, Set<CorrelationId> variables) {
    return RelOptUtil.getVariablesUsed(node).stream().anyMatch(variables::contains);
  }

  /** The conjuncts that refer to the outer row, or those that do not. */
  private static RexNode correlatedPart(
      Filter filter, Set<CorrelationId> variables, boolean correlated) {
    return RexUtil.composeConjunction(
        filter.getCluster().getRexBuilder(),
        RelOptUtil.conjunctions(filter.getCondition()).stream()
            .filter(conjunct -> isCorrelatedTo(conjunct, variables) == correlated)
            .toList());
  }

  private static boolean isCorrelatedTo(RexNode condition, Set<CorrelationId> variables) {
    boolean[] found = {false};
    condition.accept(
        new RexShuttle() {
          @Override
          public RexNode visitCorrelVariable(RexCorrelVariable variable) {
            found[0] |= variables.contains(variable.id);
            return variable;
          }
        });
    return found[0];
  }

  /** References to the outer row become references to the join's left side. */
  private static RexNode uncorrelate(
      RexNode condition, RelNode left, Set<CorrelationId> variables) {
    return condition.accept(
        new RexShuttle() {
          @Override
          public RexNode visitFieldAccess(RexFieldAccess access) {
            return access.getReferenceExpr() instanceof RexCorrelVariable variable
                    && variables.contains(variable.id)
                ? left.getCluster().getRexBuilder().makeInputRef(left, access.getField().getIndex())
                : super.visitFieldAccess(access);
          }
        });
  }
}
