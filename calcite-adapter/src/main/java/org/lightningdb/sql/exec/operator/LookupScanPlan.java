package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.IndexScanSource;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

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
    return new Running(execution);
  }

  /** One execution's state. */
  private final class Running implements Operator {
    private final Execution execution;
    private final List<Evaluator> evaluators;
    private final Batch noColumns = new Batch(0);
    private final Batch batch = new Batch(types().size());
    private @Nullable BatchCursor cursor;

    Running(Execution execution) {
      this.execution = execution;
      this.evaluators = arguments.stream().map(argument -> argument.evaluator(execution)).toList();
      noColumns.reset(1);
    }

    @Override
    public void open() {
      List<@Nullable Object> values = new ArrayList<>(arguments.size());
      for (int i = 0; i < arguments.size(); i++) {
        ColumnVector value = evaluators.get(i).evaluate(noColumns, noColumns.rows());
        values.add(VectorValues.get(value, 0, arguments.get(i).type()));
      }
      Ranges ranges = (Ranges) execution.workingRows(number);
      cursor =
          source.openRanges(
              execution.context(), ranges == null ? List.of() : ranges.list(), values);
    }

    @Override
    public @Nullable Batch next() {
      BatchCursor open = cursor;
      if (open == null) {
        return null;
      }
      execution.context().checkCancelled();
      VectorBatch rows = open.next();
      if (rows == null) {
        return null;
      }
      for (int i = 0; i < batch.columnCount(); i++) {
        batch.setColumn(i, rows.column(i));
      }
      batch.reset(rows.rowCount());
      return batch;
    }

    @Override
    public void close() {
      BatchCursor open = cursor;
      if (open != null) {
        cursor = null;
        open.close();
      }
    }
  }
}
