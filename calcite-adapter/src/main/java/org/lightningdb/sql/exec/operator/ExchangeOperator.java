package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.Measurements;
import org.lightningdb.sql.exec.batch.Batch;

/** One execution of an exchange: by {@link Workers} if it is worth it. */
final class ExchangeOperator implements Operator {
  private final ExchangePlan plan;
  private final Execution execution;
  private final @Nullable Measurements measurements;
  private boolean open;
  private boolean begun;
  private @Nullable Workers workers;
  private @Nullable WorkersOutput output;
  private @Nullable Operator alone;

  ExchangeOperator(ExchangePlan plan, Execution execution) {
    this.plan = plan;
    this.execution = execution;
    this.measurements = plan.number() == null ? null : execution.measurements();
  }

  @Override
  public void open() {
    open = true;
    begun = false;
    measure(work -> work.open(0));
  }

  private void measure(java.util.function.Consumer<Measurements.Work> note) {
    if (measurements != null && plan.number() != null) {
      note.accept(measurements.work(plan.number()));
    }
  }

  private long nanoTime() {
    return measurements == null ? 0 : measurements.nanoTime();
  }

  /** Whether an aggregate above had better use {@link #workers}. */
  boolean isApart() {
    return plan.apart();
  }

  private void begin() {
    begun = true;
    Workers found = Workers.hire(plan, execution);
    if (found == null) {
      Operator operator = plan.input().operator(execution);
      alone = operator;
      operator.open();
    } else {
      workers = found;
    }
  }

  /**
   * Who will work; null if nobody but the caller. To be asked before {@link #next}; they may do
   * some of the work at once.
   */
  @Nullable Workers workers() {
    long begin = nanoTime();
    if (open && !begun) {
      begin();
    }
    measure(work -> work.end(nanoTime() - begin));
    return workers;
  }

  /**
   * Lets each worker hand its batches to a sink, until there are none or a sink takes no more.
   *
   * @return whether there are no more; else {@link #next} has the rest
   */
  boolean feed(List<? extends BatchSink> sinks) {
    Workers hired = workers;
    if (hired == null) {
      throw new IllegalStateException("nobody works");
    }
    long begin = nanoTime();
    boolean all = hired.feed(sinks);
    measure(work -> work.batches(hired.rowsFed(), hired.batchesFed(), nanoTime() - begin));
    return all;
  }

  @Override
  public @Nullable Batch next() {
    if (!open) {
      return null;
    }
    long begin = nanoTime();
    Batch batch = nextBatch();
    long nanos = nanoTime() - begin;
    if (batch == null) {
      measure(work -> work.end(nanos));
    } else {
      int count = batch.count();
      measure(work -> work.batch(count, nanos));
    }
    return batch;
  }

  private @Nullable Batch nextBatch() {
    if (!begun) {
      begin();
    }
    Operator single = alone;
    if (single != null) {
      return single.next();
    }
    Workers hired = workers;
    if (hired == null) {
      return null;
    }
    WorkersOutput rows = output;
    if (rows == null) {
      rows = new WorkersOutput(hired, plan.types(), execution);
      output = rows;
    }
    return rows.next();
  }

  @Override
  public void close() {
    open = false;
    Operator single = alone;
    alone = null;
    Workers hired = workers;
    workers = null;
    WorkersOutput rows = output;
    output = null;
    try {
      if (single != null) {
        single.close();
      }
    } finally {
      if (rows != null) {
        rows.close();
      }
      if (hired != null) {
        hired.close();
      }
    }
  }
}
