package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.tools.RelBuilder;

/**
 * An aggregate without groups has a row even if it has no input. Decorrelated, it gets a group for
 * each outer row, and outer rows without partners would be lost; Calcite joins them back only if
 * one of the calls counts. So each correlated aggregate without groups is made to count. Grouping
 * sets of which one is empty have such a row among others; they stay correlated.
 */
final class EmptyGroups {
  private final RelBuilder builder;

  EmptyGroups(RelBuilder builder) {
    this.builder = builder;
  }

  /** The same rows, with counts that nobody reads. */
  RelNode count(RelNode node) {
    RelNode current = Inputs.rewritten(node, this::count);
    return current instanceof Aggregate aggregate
            && aggregate.getGroupSets().size() == 1
            && isCorrelatedOverNothing(aggregate)
        ? counting(aggregate)
        : current;
  }

  private RelNode counting(Aggregate aggregate) {
    List<AggregateCall> calls = new ArrayList<>(aggregate.getAggCallList());
    if (calls.stream().anyMatch(call -> call.getAggregation().getKind() == SqlKind.COUNT)) {
      return aggregate;
    }
    calls.add(
        AggregateCall.create(
            SqlParserPos.ZERO,
            SqlStdOperatorTable.COUNT,
            false,
            false,
            false,
            List.of(),
            List.of(),
            -1,
            null,
            RelCollations.EMPTY,
            true,
            aggregate.getInput(),
            null,
            null));
    int fields = aggregate.getRowType().getFieldCount();
    RelNode counted =
        aggregate.copy(
            aggregate.getTraitSet(),
            aggregate.getInput(),
            aggregate.getGroupSet(),
            aggregate.getGroupSets(),
            calls);
    builder.push(counted);
    return builder.project(builder.fields().subList(0, fields)).build();
  }

  /** Whether there are correlated grouping sets with an empty one, which cannot be decorrelated. */
  static boolean amongOthers(RelNode node) {
    return (node instanceof Aggregate aggregate
            && aggregate.getGroupSets().size() > 1
            && isCorrelatedOverNothing(aggregate))
        || node.getInputs().stream().anyMatch(EmptyGroups::amongOthers);
  }

  private static boolean isCorrelatedOverNothing(Aggregate aggregate) {
    return aggregate.getGroupSets().stream().anyMatch(set -> set.isEmpty())
        && !RelOptUtil.getVariablesUsed(aggregate).isEmpty();
  }
}
