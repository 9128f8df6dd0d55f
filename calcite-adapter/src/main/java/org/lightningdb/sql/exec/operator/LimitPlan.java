package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;

/**
 * Skips rows, then passes on at most so many.
 *
 * @param offset null = skip none
 * @param fetch null = all
 */
public record LimitPlan(OperatorPlan input, @Nullable RowNumber offset, @Nullable RowNumber fetch)
    implements OperatorPlan {
  @Override
  public List<SqlType> types() {
    return input.types();
  }

  @Override
  public Operator operator(Execution execution) {
    return new Running(input.operator(execution), execution);
  }

  /** One execution's state. */
  private final class Running implements Operator {
    private final Operator input;
    private final Execution execution;
    private long skip;
    private long left;
    private int[] selected = new int[0];

    Running(Operator input, Execution execution) {
      this.input = input;
      this.execution = execution;
    }

    @Override
    public void open() {
      skip = offset == null ? 0 : offset.rows(execution, 0);
      left = fetch == null ? Long.MAX_VALUE : fetch.rows(execution, Long.MAX_VALUE);
      if (left > 0) {
        input.open();
      }
    }

    @Override
    public @Nullable Batch next() {
      while (left > 0) {
        Batch batch = input.next();
        if (batch == null) {
          left = 0;
          return null;
        }
        int from = (int) Math.min(skip, batch.count());
        skip -= from;
        int count = (int) Math.min(left, batch.count() - from);
        if (count > 0) {
          left -= count;
          return count == batch.count() ? batch : part(batch, from, count);
        }
      }
      return null;
    }

    private Batch part(Batch batch, int from, int count) {
      if (selected.length < batch.positions()) {
        selected = new int[batch.positions()];
      }
      for (int i = 0; i < count; i++) {
        selected[i] = batch.rows().position(from + i);
      }
      batch.select(selected, count);
      return batch;
    }

    @Override
    public void close() {
      left = 0;
      input.close();
    }
  }
}
