package org.lightningdb.sql.exec.operator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;

/**
 * The rows of workers, stretch by stretch: each round fills a buffer that then is read. A worker
 * stops when the buffer is full, unless it has the stretch whose rows are wanted next.
 */
final class WorkersOutput {
  private static final int ROWS_FIRST = 4 << 10;
  private static final int ROWS_MAX = 128 << 10;

  private final Workers workers;
  private final List<SqlType> types;
  private final Execution execution;
  private final List<Deque<CopiedBatch>> stretches = new ArrayList<>();
  private @Nullable CopiedBatch returned;
  private int wanted;
  private int rowsMost = ROWS_FIRST;
  private int rowsBuffered;
  private long bytesBuffered;

  WorkersOutput(Workers workers, List<SqlType> types, Execution execution) {
    this.workers = workers;
    this.types = types;
    this.execution = execution;
    for (int i = 0; i < workers.stretchCount(); i++) {
      stretches.add(new ArrayDeque<>(0));
    }
  }

  /** The next rows; null at the end. */
  @Nullable Batch next() {
    release();
    while (wanted < stretches.size()) {
      CopiedBatch batch = stretches.get(wanted).poll();
      if (batch != null) {
        returned = batch;
        return batch.batch();
      }
      if (workers.isDone(wanted)) {
        wanted++;
      } else {
        workers.round(this::fill);
        rowsMost = Math.min(ROWS_MAX, 2 * rowsMost);
      }
    }
    return null;
  }

  /** Gives back the batch that was read. */
  private void release() {
    CopiedBatch read = returned;
    if (read != null) {
      returned = null;
      rowsBuffered -= read.rowCount();
      bytesBuffered -= read.bytes();
      execution.memory().release(read.bytes());
    }
  }

  private void fill(int number) {
    Worker worker = workers.worker(number);
    CopiedBatch copy = null;
    while (hasRoom(worker) && worker.hasStretch()) {
      int stretch = worker.stretch();
      Batch batch = worker.next();
      if (batch == null) {
        if (copy != null) {
          add(stretch, copy);
          copy = null;
        }
        continue;
      }
      for (int from = 0; from < batch.count(); ) {
        if (copy == null) {
          copy = new CopiedBatch(types);
        }
        from += copy.append(batch, from);
        if (copy.isFull()) {
          add(stretch, copy);
          copy = null;
        }
      }
    }
    if (copy != null) {
      add(worker.stretch(), copy);
    }
  }

  private synchronized boolean hasRoom(Worker worker) {
    long bytesNext = CopiedBatch.bytesOfFull(types);
    boolean fits =
        rowsBuffered < rowsMost && !execution.memory().isScarce(bytesBuffered, bytesNext);
    boolean room = rowsBuffered == 0 || fits;
    int stretch = worker.stretch();
    return room || (stretch == wanted && stretches.get(stretch).isEmpty());
  }

  private synchronized void add(int stretch, CopiedBatch batch) {
    execution.memory().reserve(batch.bytes());
    rowsBuffered += batch.rowCount();
    bytesBuffered += batch.bytes();
    stretches.get(stretch).add(batch);
  }

  /** Forgets what was not read. */
  void close() {
    returned = null;
    stretches.clear();
    execution.memory().release(bytesBuffered);
    bytesBuffered = 0;
  }
}
