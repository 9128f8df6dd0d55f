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
public record MeasuredPlan(OperatorPlan input, int number) implements StreamingPlan {
  @Override
  public List<SqlType> types() {
    return input.types();
  }

  @Override
  public OperatorPlan streamed() {
    return input;
  }

  @Override
  public Operator over(Operator operator, Execution execution) {
    Measurements measurements = execution.measurements();
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
      Measurements.Work above = measurements.enter(work);
      long begin = measurements.nanoTime();
      try {
        operator.open();
      } finally {
        work.open(measurements.nanoTime() - begin);
        measurements.enter(above);
      }
    }

    @Override
    public @Nullable Batch next() {
      Measurements.Work above = measurements.enter(work);
      long begin = measurements.nanoTime();
      try {
        Batch batch = operator.next();
        long nanos = measurements.nanoTime() - begin;
        if (batch == null) {
          work.end(nanos);
        } else {
          work.batch(batch.count(), nanos);
        }
        return batch;
      } finally {
        measurements.enter(above);
      }
    }

    @Override
    public void close() {
      Measurements.Work above = measurements.enter(work);
      long begin = measurements.nanoTime();
      try {
        operator.close();
      } finally {
        work.end(measurements.nanoTime() - begin);
        measurements.enter(above);
      }
    }
  }
}
