package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.Measurements;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/** Rows of a cursor that is opened with the values of expressions without columns. */
final class SourceOperator implements Operator {
  private final Execution execution;
  private final List<Expression> arguments;
  private final List<Evaluator> evaluators;
  private final Function<List<@Nullable Object>, BatchCursor> source;
  private final Batch noColumns = new Batch(0);
  private final Batch batch;
  private @Nullable BatchCursor cursor;

  /**
   * @param source opens a cursor, given the values of the arguments
   */
  SourceOperator(
      Execution execution,
      List<Expression> arguments,
      int columnCount,
      Function<List<@Nullable Object>, BatchCursor> source) {
    this.execution = execution;
    this.arguments = arguments;
    this.evaluators = arguments.stream().map(argument -> argument.evaluator(execution)).toList();
    this.source = source;
    this.batch = new Batch(columnCount);
    noColumns.reset(1);
  }

  @Override
  public void open() {
    cursor = source.apply(values());
  }

  private List<@Nullable Object> values() {
    List<@Nullable Object> values = new ArrayList<>(arguments.size());
    for (int i = 0; i < arguments.size(); i++) {
      ColumnVector value = evaluators.get(i).evaluate(noColumns, noColumns.rows());
      values.add(VectorValues.get(value, 0, arguments.get(i).type()));
    }
    return values;
  }

  /** The values of expressions without columns. */
  static List<@Nullable Object> values(List<Expression> arguments, Execution execution) {
    return new SourceOperator(
            execution,
            arguments,
            0,
            values -> {
              throw new IllegalStateException("no source");
            })
        .values();
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
      Measurements measurements = execution.measurements();
      if (measurements != null) {
        measurements.scanned(open.blocksRead(), open.blocksSkipped());
      }
    }
  }
}
