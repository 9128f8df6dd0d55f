package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.Measurements;
import org.lightningdb.sql.exec.batch.Batch;

/**
 * Counts what an operator yields and how long it takes, if the execution is measured.
 *
 * @param number the operator's line in the plan's text, from 0
 */
public record MeasuredPlan(OperatorPlan input, int number) implements OperatorPlan {
  @Override
  public List<SqlType> types() {
    return input.types();
  }

  @Override
  public Operator operator(Execution execution) {
    Measurements measurements = execution.measurements();
    Operator operator = input.operator(execution);
    return measurements == null
        ? operator
        : new Running(operator, measurements, measurements.work(number));
  }

  /** One execution's state. */
  private static final class Running implements Operator {
    private final Operator operator;
    private final Measurements measurements;
    private final Measurements.Work work;

    Running(Operator operator, Measurements measurements, Measurements.Work work) {
      this.operator = operator;
      this.measurements = measurements;
      this.work = work;
    }

    @Override
    public void open() {
      long begin = measurements.nanoTime();
      operator.open();
      work.open(measurements.nanoTime() - begin);
    }

    @Override
    public @Nullable Batch next() {
      long begin = measurements.nanoTime();
      Batch batch = operator.next();
      long nanos = measurements.nanoTime() - begin;
      if (batch == null) {
        work.end(nanos);
      } else {
        work.batch(batch.count(), nanos);
      }
      return batch;
    }

    @Override
    public void close() {
      long begin = measurements.nanoTime();
      operator.close();
      work.end(measurements.nanoTime() - begin);
    }
  }
}
