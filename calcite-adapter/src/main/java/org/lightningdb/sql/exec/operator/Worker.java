package org.lightningdb.sql.exec.operator;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.IndexScanSource;
import org.lightningdb.sql.exec.WorkerContext;
import org.lightningdb.sql.exec.batch.Batch;

/**
 * What one of several {@link Workers} has for itself: a chain of operators and the stretch it runs
 * over. Used by one thread in a round, by another perhaps in the next.
 */
final class Worker {
  private final Workers team;
  private final Snapshot snapshot;
  private final Execution execution;
  private @Nullable Operator chain;
  private int stretch = -1;
  private long rowsFed;
  private long batchesFed;

  Worker(Workers team, Execution main) {
    this.team = team;
    this.snapshot = main.context().snapshot().beside();
    this.execution = main.worker(new WorkerContext(main.context(), snapshot, team::isFailed));
  }

  Execution execution() {
    return execution;
  }

  void setChain(Operator operator) {
    chain = operator;
  }

  /** The cursor of the chain's scan. */
  BatchCursor openStretch(ScanPlan scan, List<@Nullable Object> arguments) {
    return ((IndexScanSource) scan.source())
        .openWithin(execution.context(), arguments, team.stretch(stretch));
  }

  /** The stretch that has been begun and not ended; -1 if there is none. */
  int stretch() {
    return stretch;
  }

  /** The next rows of the stretch, or null and the stretch has ended. */
  @Nullable Batch next() {
    Operator operator = Objects.requireNonNull(chain);
    Batch batch = operator.next();
    if (batch == null) {
      operator.close();
      int ended = stretch;
      stretch = -1;
      team.endStretch(ended);
    }
    return batch;
  }

  /** Begins a stretch if it has none; false if there is none left. */
  boolean hasStretch() {
    if (stretch < 0) {
      stretch = team.takeStretch();
      if (stretch >= 0) {
        Objects.requireNonNull(chain).open();
      }
    }
    return stretch >= 0;
  }

  void feed(BatchSink sink) {
    boolean wanted = true;
    while (wanted && hasStretch()) {
      Batch batch = next();
      if (batch != null) {
        rowsFed += batch.count();
        batchesFed++;
        wanted = sink.accept(batch);
      }
    }
  }

  long rowsFed() {
    return rowsFed;
  }

  long batchesFed() {
    return batchesFed;
  }

  /** By the thread of the query, when nobody works. */
  void close() {
    Operator operator = chain;
    chain = null;
    try {
      if (operator != null) {
        operator.close();
      }
    } finally {
      snapshot.close();
    }
  }
}
