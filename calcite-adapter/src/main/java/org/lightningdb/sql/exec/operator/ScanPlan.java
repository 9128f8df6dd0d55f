package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.RowSource;
import org.lightningdb.sql.exec.expression.Expression;

/**
 * Rows from outside the plan: a table through one of its indexes, a system table.
 *
 * @param arguments expressions without columns whose values the source waits for
 */
public record ScanPlan(RowSource source, List<Expression> arguments) implements OperatorPlan {
  public ScanPlan {
    arguments = List.copyOf(arguments);
  }

  @Override
  public List<SqlType> types() {
    return source.columnTypes();
  }

  @Override
  public Operator operator(Execution execution) {
    return new SourceOperator(
        execution,
        arguments,
        source.columnTypes().size(),
        values -> source.open(execution.context(), values));
  }
}
