package org.lightningdb.sql.session;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.session.TransactionScope.Modes;
import org.lightningdb.storage.spec.Isolation;

/**
 * Runs statements so that each is done completely or not at all, and again if another transaction
 * was in the way.
 *
 * <p>In auto-commit mode a statement has a transaction of its own; if that meets a conflict or a
 * deadlock, it is rolled back and the statement begins anew. In a longer transaction a statement
 * that fails is rolled back to where it began. At READ COMMITTED a conflict only means that a row
 * changed after the statement's snapshot: the statement runs again on a newer one, holding the
 * locks it has got, so it gets further each time. At the higher levels the snapshot is the
 * transaction's, and only the client can begin that anew.
 */
final class Attempts {
  private static final int ATTEMPTS_MAX = 200;
  private static final int ATTEMPTS_AT_ONCE = 3;
  private static final long PAUSE_NANOS = 200_000;
  private static final long PAUSE_NANOS_MAX = 10_000_000;

  /** One attempt at a statement. */
  interface Body<T> {
    T run(Transaction transaction);
  }

  private final SessionCore core;
  private final StreamedRows.Owner owner;

  Attempts(SessionCore core, StreamedRows.Owner owner) {
    this.core = core;
    this.owner = owner;
  }

  /** Runs a statement to its end; in auto-commit mode it is committed then. */
  <T> T complete(boolean onlyReads, StatementContext.Alarm alarm, Body<T> body) {
    return repeat(onlyReads, true, alarm, body);
  }

  /** Opens rows; in auto-commit mode they own the transaction from then on and must end it. */
  <T> T open(boolean onlyReads, StatementContext.Alarm alarm, Body<T> body) {
    return repeat(onlyReads, false, alarm, body);
  }

  /** A lock is waited for as long as the session says and the statement may still run. */
  private Transaction limited(Transaction transaction, StatementContext.Alarm alarm) {
    transaction.limitWaits(() -> alarm.waitNanosMax(core.settings().lockTimeoutNanos()));
    return transaction;
  }

  private <T> T repeat(
      boolean onlyReads, boolean ends, StatementContext.Alarm alarm, Body<T> body) {
    TransactionScope scope = core.scope();
    Modes modes = scope.spansStatements() ? null : scope.takeModes();
    for (int attempt = 1; true; attempt++) {
      try {
        return modes == null
            ? inShared(limited(scope.shared(), alarm), alarm, body)
            : inSingle(limited(scope.single(modes, onlyReads), alarm), ends, alarm, body);
      } catch (DbException error) {
        if (attempt == ATTEMPTS_MAX || !mayRepeat(error, modes)) {
          if (modes == null && error.isRetryable()) {
            scope.fail(error);
          }
          throw error;
        }
        alarm.check();
        pause(attempt);
      }
    }
  }

  /** Who was in the way needs some time to get out of it. */
  private static void pause(int attempt) {
    if (attempt > ATTEMPTS_AT_ONCE) {
      LockSupport.parkNanos(Math.min(attempt * PAUSE_NANOS, PAUSE_NANOS_MAX));
    }
  }

  private boolean mayRepeat(DbException error, @Nullable Modes modes) {
    if (modes != null) {
      return error.state() == SqlState.SERIALIZATION_FAILURE
          || error.state() == SqlState.DEADLOCK_DETECTED;
    }
    Transaction shared = core.scope().sharedIfBegun();
    return shared != null
        && shared.isolation() == Isolation.READ_COMMITTED
        && error.state() == SqlState.SERIALIZATION_FAILURE;
  }

  private <T> T inShared(Transaction transaction, StatementContext.Alarm alarm, Body<T> body) {
    int savepoint = transaction.savepoint();
    DbException error;
    try {
      return working(alarm, () -> body.run(transaction));
    } catch (DbException failure) {
      error = failure;
    }
    try {
      transaction.rollbackTo(savepoint);
    } catch (DbException undoFailure) {
      error.addSuppressed(undoFailure);
      core.scope().fail(error);
    }
    throw error;
  }

  private <T> T inSingle(
      Transaction transaction, boolean ends, StatementContext.Alarm alarm, Body<T> body) {
    boolean handedOn = false;
    try {
      T result = working(alarm, () -> body.run(transaction));
      if (ends) {
        transaction.commit(core.settings().durability());
      }
      handedOn = !ends;
      return result;
    } finally {
      if (!handedOn) {
        transaction.close();
      }
    }
  }

  private <T> T working(StatementContext.Alarm alarm, Supplier<T> work) {
    owner.enter(alarm);
    try {
      return work.get();
    } catch (RuntimeException | Error thrown) {
      throw StatementErrors.translate(thrown, alarm);
    } finally {
      owner.leave(alarm);
    }
  }
}
