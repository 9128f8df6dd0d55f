package org.lightningdb.jdbc.connection;

import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.Link;
import org.lightningdb.jdbc.link.SqlErrors;

/**
 * Lets one thread at a time use the link, and remembers for whom, so that a cancel reaches only the
 * statement it was meant for. A cancel that comes at the moment when its statement ends may still
 * hit the next one; that is so in every database whose cancel runs beside the statement.
 */
final class LinkGate {
  private final Link link;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile @Nullable Object user;
  private final AtomicLong transactionsEnded = new AtomicLong();
  private volatile boolean closed;

  LinkGate(Link link) {
    this.link = link;
  }

  /** Waits for the turn; the caller leaves in a finally block. */
  Link enter(Object who) throws SQLException {
    turn.lock();
    if (closed) {
      turn.unlock();
      throw SqlErrors.of(SqlErrors.CONNECTION_CLOSED, "the connection is closed");
    }
    user = who;
    return link;
  }

  void leave() {
    user = null;
    turn.unlock();
  }

  /** How often a transaction of several statements has ended or been rolled back in part. */
  long transactionsEnded() {
    return transactionsEnded.get();
  }

  /** Rows of transactions that are open now end. */
  void transactionEnded() {
    transactionsEnded.incrementAndGet();
  }

  boolean closed() {
    return closed || link.isClosed();
  }

  /** Cancels what runs for {@code who}; harmless if nothing does. */
  void cancel(Object who) throws SQLException {
    if (user == who && !closed) {
      link.cancel();
    }
  }

  /**
   * Whether the database answers.
   *
   * @param timeoutSeconds longest wait for the turn and for the answer; 0 = no limit
   */
  boolean valid(int timeoutSeconds) {
    if (!tryEnter(timeoutSeconds)) {
      return false;
    }
    try {
      return !closed && link.isValid(timeoutSeconds);
    } finally {
      turn.unlock();
    }
  }

  private boolean tryEnter(int timeoutSeconds) {
    if (timeoutSeconds == 0) {
      turn.lock();
      return true;
    }
    try {
      return turn.tryLock() || turn.tryLock(timeoutSeconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Closed from now on; {@code executor} ends what runs and gives everything back. */
  void abort(Executor executor) throws SQLException {
    closed = true;
    link.cancel();
    executor.execute(
        () -> {
          turn.lock();
          try {
            link.close();
          } catch (SQLException e) {
            throw new IllegalStateException("closing an aborted connection failed", e);
          } finally {
            turn.unlock();
          }
        });
  }

  /** Ends what runs in other threads and closes the link. */
  void close() throws SQLException {
    if (closed) {
      return;
    }
    if (!turn.isHeldByCurrentThread() && turn.isLocked()) {
      link.cancel();
    }
    turn.lock();
    try {
      if (!closed) {
        closed = true;
        link.close();
      }
    } finally {
      turn.unlock();
    }
  }
}
