package org.lightningdb.sql.exec.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * A function without a kernel, called once for each row.
 *
 * @param constant whether it and its arguments yield the same all through an execution
 */
public record RowWiseCall(
    RowFunction function, List<Expression> arguments, SqlType type, boolean constant)
    implements Expression {
  public RowWiseCall {
    arguments = List.copyOf(arguments);
  }

  @Override
  public Evaluator evaluator(Execution execution) {
    Running running =
        new Running(
            execution, arguments.stream().map(argument -> argument.evaluator(execution)).toList());
    return constant ? new Once(running) : running;
  }

  /** Calls the function once an execution, when the first row asks. */
  private final class Once implements Evaluator {
    private final Running running;
    private final RepeatedValue repeated = new RepeatedValue(type);
    private final Rows first = new Rows();
    private boolean known;
    private @Nullable Object value;

    Once(Running running) {
      this.running = running;
    }

    @Override
    public ColumnVector evaluate(Batch batch, Rows rows) {
      if (!known && rows.count() > 0) {
        int position = rows.position(0);
        ColumnVector result = running.evaluate(batch, first.set(new int[] {position}, 1));
        value = VectorValues.get(result, position, type);
        known = true;
      }
      return repeated.of(value, batch.positions());
    }
  }

  /** Calls the function for each row. */
  private final class Running implements Evaluator {
    private final Execution execution;
    private final List<Evaluator> evaluators;
    private final ColumnVector[] columns;
    private final Scratch scratch = new Scratch(type.columnKind());

    Running(Execution execution, List<Evaluator> evaluators) {
      this.execution = execution;
      this.evaluators = evaluators;
      this.columns = new ColumnVector[evaluators.size()];
    }

    @Override
    public ColumnVector evaluate(Batch batch, Rows rows) {
      for (int i = 0; i < columns.length; i++) {
        columns[i] = evaluators.get(i).evaluate(batch, rows);
      }
      ColumnVector result = scratch.clear(batch.positions());
      @Nullable Object[] values = new @Nullable Object[columns.length];
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        for (int j = 0; j < columns.length; j++) {
          values[j] = VectorValues.get(columns[j], position, arguments.get(j).type());
        }
        VectorValues.set(result, position, type, function.apply(execution.context(), values));
      }
      return result;
    }
  }
}
