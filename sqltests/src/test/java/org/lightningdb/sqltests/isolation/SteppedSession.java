package org.lightningdb.sqltests.isolation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A session with a thread of its own, which is told its steps one by one.
 *
 * <p>A step returns when it is done or when its thread is parked in the queue of a row lock. Since
 * all other sessions stand still meanwhile, nobody can release the lock then: whether a step waits
 * does not depend on time. An error ends the transaction, as an application would do.
 */
final class SteppedSession implements AutoCloseable {
  private static final String ROW_LOCKS = "org.lightningdb.storage.txn.RowLocks";
  private static final int GRANTED_SECONDS_MAX = 30;

  private final Connection connection;
  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final Thread thread;
  private @Nullable Future<Outcome> running;
  private boolean aborted;

  SteppedSession(Connection connection, Level level) throws Exception {
    this.connection = connection;
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(level.jdbcLevel());
    thread = executor.submit(Thread::currentThread).get();
  }

  /** Runs a statement until it is done or waits; does nothing after an error. */
  Outcome run(String sql) throws Exception {
    return start(() -> execute(sql));
  }

  /** Commits; says whether the transaction did everything that it was told. */
  boolean commit() throws Exception {
    Outcome outcome =
        start(
            () -> {
              connection.commit();
              return Outcome.done(List.of());
            });
    return outcome.kind() == Outcome.Kind.DONE;
  }

  void rollback() throws Exception {
    connection.rollback();
  }

  /** What came of the step that waited, whose lock somebody has released now. */
  Outcome resume() throws Exception {
    Future<Outcome> step = running;
    if (step == null) {
      throw new IllegalStateException("no step waits");
    }
    running = null;
    try {
      return step.get(GRANTED_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("the step still waits", e);
    }
  }

  private interface Step {
    Outcome run() throws SQLException;
  }

  private Outcome start(Step step) throws InterruptedException, ExecutionException {
    if (running != null) {
      throw new IllegalStateException("a step waits");
    }
    Future<Outcome> started = executor.submit(() -> guarded(step));
    while (!started.isDone()) {
      if (waitsForRowLock()) {
        running = started;
        return Outcome.WAITS;
      }
      Thread.onSpinWait();
    }
    return started.get();
  }

  private boolean waitsForRowLock() {
    Object blocker = LockSupport.getBlocker(thread);
    return blocker != null && blocker.getClass().getName().equals(ROW_LOCKS);
  }

  private Outcome guarded(Step step) throws SQLException {
    if (aborted) {
      return Outcome.failed("25P02");
    }
    try {
      return step.run();
    } catch (SQLException e) {
      aborted = true;
      connection.rollback();
      return Outcome.failed(e.getSQLState());
    }
  }

  private Outcome execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return Outcome.done(List.of("count " + statement.getUpdateCount()));
      }
      List<String> rows = new ArrayList<>();
      try (ResultSet result = statement.getResultSet()) {
        while (result.next()) {
          rows.add(result.getString(1) + "=" + result.getString(2));
        }
      }
      return Outcome.done(rows);
    }
  }

  @Override
  public void close() throws SQLException {
    executor.shutdownNow();
    connection.close();
  }
}
