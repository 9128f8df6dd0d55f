package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.RowSource;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

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
    return new Running(execution);
  }

  /** One execution's state. */
  private final class Running implements Operator {
    private final Execution execution;
    private final List<Evaluator> evaluators;
    private final Batch noColumns = new Batch(0);
    private final Batch batch = new Batch(source.columnTypes().size());
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
      cursor = source.open(execution.context(), values);
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
