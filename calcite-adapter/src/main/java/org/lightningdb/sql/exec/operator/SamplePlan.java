package org.lightningdb.sql.exec.operator;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;

/**
 * TABLESAMPLE: passes on each row with the same probability, whatever its neighbours do.
 *
 * @param rate between 0 and 1
 * @param seed that of REPEATABLE: the same rows in the same order give the same sample; null = a
 *     new one each time
 */
public record SamplePlan(OperatorPlan input, double rate, @Nullable Long seed)
    implements OperatorPlan {
  @Override
  public List<SqlType> types() {
    return input.types();
  }

  @Override
  public Operator operator(Execution execution) {
    return new Running(execution, input.operator(execution));
  }

  /** One execution's state. */
  private final class Running implements Operator {
    private final Execution execution;
    private final Operator input;
    private SplittableRandom random = new SplittableRandom(0);
    private int[] selected = new int[0];

    Running(Execution execution, Operator input) {
      this.execution = execution;
      this.input = input;
    }

    @Override
    public void open() {
      random = new SplittableRandom(seed != null ? seed : execution.context().random().nextLong());
      input.open();
    }

    @Override
    public @Nullable Batch next() {
      for (Batch batch = input.next(); batch != null; batch = input.next()) {
        if (selected.length < batch.positions()) {
          selected = new int[batch.positions()];
        }
        int count = 0;
        for (int i = 0; i < batch.count(); i++) {
          if (random.nextDouble() < rate) {
            selected[count++] = batch.rows().position(i);
          }
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
