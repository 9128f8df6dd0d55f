package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.lightningdb.sql.exec.expression.ColumnReference;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.operator.OperatorPlan;
import org.lightningdb.sql.exec.operator.ProjectPlan;

/**
 * What an aggregation reads. What a projection below would compute for one call only, the call
 * computes itself: then a total of prices never makes decimals of its products, and rows that a
 * FILTER leaves out are not computed. What keys or several calls share is projected once.
 *
 * @param plan the rows
 * @param columns over them, the columns that the aggregation knows
 */
record AggregateInput(OperatorPlan plan, List<Expression> columns) {
  AggregateInput {
    columns = List.copyOf(columns);
  }

  static AggregateInput of(Aggregate aggregate, OperatorPlan input) {
    if (!(input instanceof ProjectPlan project)) {
      return new AggregateInput(input, references(input));
    }
    int[] uses = uses(aggregate, project.expressions().size());
    List<Expression> projected = references(project.input());
    List<Expression> columns = new ArrayList<>();
    for (int i = 0; i < uses.length; i++) {
      Expression expression = project.expressions().get(i);
      if (uses[i] > 1 && !(expression instanceof ColumnReference)) {
        projected.add(expression);
        columns.add(new ColumnReference(projected.size() - 1, expression.type()));
      } else {
        columns.add(expression);
      }
    }
    boolean nothingShared = projected.size() == project.input().types().size();
    return new AggregateInput(
        nothingShared ? project.input() : new ProjectPlan(project.input(), projected), columns);
  }

  /** How often each column is read; a key is one that has to be there, as if read twice. */
  private static int[] uses(Aggregate aggregate, int columnCount) {
    int[] uses = new int[columnCount];
    aggregate.getGroupSet().forEach(key -> uses[key] += 2);
    for (AggregateCall call : aggregate.getAggCallList()) {
      call.getArgList().forEach(argument -> uses[argument]++);
      call.getCollation().getFieldCollations().forEach(field -> uses[field.getFieldIndex()]++);
      if (call.filterArg >= 0) {
        uses[call.filterArg]++;
      }
    }
    return uses;
  }

  private static List<Expression> references(OperatorPlan plan) {
    List<Expression> references = new ArrayList<>();
    for (int i = 0; i < plan.types().size(); i++) {
      references.add(new ColumnReference(i, plan.types().get(i)));
    }
    return references;
  }

  Expression column(int column) {
    return columns.get(column);
  }

  /** The columns of {@link #plan} that hold the given keys. */
  List<Integer> keys(List<Integer> keys) {
    return keys.stream().map(key -> ((ColumnReference) columns.get(key)).index()).toList();
  }
}
