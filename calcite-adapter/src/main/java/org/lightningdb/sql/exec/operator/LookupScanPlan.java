package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.IndexScanSource;
import org.lightningdb.sql.exec.expression.Expression;

/**
 * The rows of a table in those ranges of an index that a {@link LookupJoinPlan} asks for.
 *
 * @param source its own ranges are not used
 * @param arguments expressions without columns whose values the source's predicates wait for
 * @param number under which the ranges are handed over
 */
public record LookupScanPlan(IndexScanSource source, List<Expression> arguments, int number)
    implements OperatorPlan {
  public LookupScanPlan {
    arguments = List.copyOf(arguments);
  }

  /** What is handed over. */
  record Ranges(List<KeyRange> list) {}

  @Override
  public List<SqlType> types() {
    return source.columnTypes();
  }

  @Override
  public Operator operator(Execution execution) {
    return new SourceOperator(
        execution, arguments, types().size(), values -> cursor(execution, values));
  }

  private BatchCursor cursor(Execution execution, List<@Nullable Object> values) {
    Ranges ranges = (Ranges) execution.workingRows(number);
    return source.openRanges(
        execution.context(), ranges == null ? List.of() : ranges.list(), values);
  }
}
