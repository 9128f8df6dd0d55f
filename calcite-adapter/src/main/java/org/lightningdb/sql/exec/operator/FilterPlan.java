package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.expression.Selector;

/** The rows for which a condition is true: narrows the selection and copies nothing. */
public record FilterPlan(OperatorPlan input, Expression condition) implements StreamingPlan {
  @Override
  public List<SqlType> types() {
    return input.types();
  }

  @Override
  public OperatorPlan streamed() {
    return input;
  }

  @Override
  public Operator over(Operator rows, Execution execution) {
    return new Running(rows, condition.selector(execution), execution);
  }

  /** One execution's state. */
  private static final class Running implements Operator {
    private final Operator input;
    private final Selector selector;
    private final Execution execution;
    private int[] selected = new int[0];

    Running(Operator input, Selector selector, Execution execution) {
      this.input = input;
      this.selector = selector;
      this.execution = execution;
    }

    @Override
    public void open() {
      input.open();
    }

    @Override
    public @Nullable Batch next() {
      for (Batch batch = input.next(); batch != null; batch = input.next()) {
        execution.context().checkCancelled();
        if (selected.length < batch.positions()) {
          selected = new int[batch.positions()];
        }
        int count = selector.select(batch, batch.rows(), selected);
        if (count == batch.count()) {
          return batch;
        }
        if (count > 0) {
          batch.select(selected, count);
          return batch;
        }
      }
      return null;
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
