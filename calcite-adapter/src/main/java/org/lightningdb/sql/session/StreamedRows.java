package org.lightningdb.sql.session;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * The rows of a query while they are read: the plan's cursor, the statement's snapshot, and what is
 * to be done at the end. Shares its session's lock, since the session may close it.
 */
final class StreamedRows implements BatchCursor {
  /** What the session does around the rows. */
  interface Owner {
    /** The thread begins to work for the statement. */
    void enter(StatementContext.Alarm alarm);

    void leave(StatementContext.Alarm alarm);

    /** Reading failed; called before {@link #ended}. */
    void failed(StreamedRows rows, DbException error);

    /** All is closed; called once. */
    void ended(StreamedRows rows, boolean successful);
  }

  private final ReentrantLock lock;
  private final Owner owner;
  private final StatementContext.Alarm alarm;
  private final BatchCursor cursor;
  private final Snapshot snapshot;
  private final @Nullable Transaction single;
  private long rowsLeft;
  private boolean closed;
  private @Nullable String invalidBecause;

  StreamedRows(
      ReentrantLock lock,
      Owner owner,
      StatementContext.Alarm alarm,
      BatchCursor cursor,
      Snapshot snapshot,
      @Nullable Transaction single,
      long rowsMax) {
    this.lock = lock;
    this.owner = owner;
    this.alarm = alarm;
    this.cursor = cursor;
    this.snapshot = snapshot;
    this.single = single;
    this.rowsLeft = rowsMax == 0 ? Long.MAX_VALUE : rowsMax;
  }

  /** The transaction that ends with these rows; null if it is the session's. */
  @Nullable Transaction single() {
    return single;
  }

  @Override
  public @Nullable VectorBatch next() {
    lock.lock();
    try {
      if (invalidBecause != null) {
        throw DbException.of(
            SqlState.INVALID_CURSOR_STATE, "the result is closed: " + invalidBecause);
      }
      return closed ? null : advance();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable VectorBatch advance() {
    boolean successful = false;
    VectorBatch batch = null;
    owner.enter(alarm);
    try {
      alarm.check();
      batch = rowsLeft == 0 ? null : cursor.next();
      successful = true;
    } catch (RuntimeException | Error e) {
      DbException error = StatementErrors.translate(e, alarm);
      owner.failed(this, error);
      throw error;
    } finally {
      owner.leave(alarm);
      if (batch == null) {
        end(successful);
      }
    }
    if (batch != null) {
      if (batch.rowCount() > rowsLeft) {
        batch.setRowCount((int) rowsLeft);
      }
      rowsLeft -= batch.rowCount();
    }
    return batch;
  }

  /** Closes because of something else than its reader; later reads fail. */
  void invalidate(String reason) {
    if (!closed) {
      invalidBecause = reason;
      end(false);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      end(true);
    } finally {
      lock.unlock();
    }
  }

  private void end(boolean successful) {
    if (closed) {
      return;
    }
    closed = true;
    try (snapshot) {
      cursor.close();
    } finally {
      owner.ended(this, successful);
    }
  }
}
