package org.lightningdb.sql.session;

import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;

/**
 * A session on a database of this process. What it does with statements stands in {@link
 * StatementRunner}, what with transactions in {@link TransactionScope}; here is the door.
 *
 * <p>Its lock is there for {@link #close}, which may come from the thread that closes the whole
 * database, and for results that are read or closed late; callers still use one thread at a time.
 */
final class DatabaseSession implements Session {
  private final SessionCore core;
  private final StatementRunner runner;
  private final ReentrantLock lock;
  private volatile boolean closed;

  DatabaseSession(SessionCore core, StatementRunner runner, ReentrantLock lock) {
    this.core = core;
    this.runner = runner;
    this.lock = lock;
  }

  private <T> T inside(Supplier<T> work) {
    lock.lock();
    try {
      if (closed) {
        throw DbException.of(SqlState.CONNECTION_CLOSED, "the session is closed");
      }
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private void run(Runnable work) {
    inside(
        () -> {
          work.run();
          return true;
        });
  }

  @Override
  public long id() {
    return core.id();
  }

  @Override
  public PreparedStatement prepare(String sql) {
    return inside(() -> runner.prepare(sql));
  }

  @Override
  public StatementResult execute(
      PreparedStatement statement, List<@Nullable Object> parameters, ExecuteOptions options) {
    return inside(() -> runner.execute(own(statement), parameters, options));
  }

  @Override
  public BatchResult executeBatch(
      PreparedStatement statement,
      List<List<@Nullable Object>> parameterRows,
      ExecuteOptions options) {
    return inside(() -> runner.executeBatch(own(statement), parameterRows, options));
  }

  private static SessionStatement own(PreparedStatement statement) {
    if (statement instanceof SessionStatement own) {
      return own;
    }
    throw new IllegalArgumentException("the statement was not prepared by a session");
  }

  @Override
  public boolean autoCommit() {
    return inside(core.scope()::autoCommit);
  }

  @Override
  public void setAutoCommit(boolean autoCommit) {
    run(
        () -> {
          if (autoCommit != core.scope().autoCommit()) {
            core.scope().commit(core.settings().durability());
            core.scope().setAutoCommit(autoCommit);
          }
        });
  }

  @Override
  public void commit() {
    run(() -> core.scope().commit(core.settings().durability()));
  }

  @Override
  public void rollback() {
    run(core.scope()::rollback);
  }

  @Override
  public boolean inTransaction() {
    return inside(core.scope()::isOpen);
  }

  @Override
  public void setSavepoint(String name) {
    run(() -> core.scope().setSavepoint(name));
  }

  @Override
  public void rollbackToSavepoint(String name) {
    run(() -> core.scope().rollbackToSavepoint(name));
  }

  @Override
  public void releaseSavepoint(String name) {
    run(() -> core.scope().releaseSavepoint(name));
  }

  @Override
  public Isolation isolation() {
    return inside(core.scope()::isolation);
  }

  @Override
  public void setIsolation(Isolation isolation) {
    run(() -> core.scope().setDefaults(isolation, null));
  }

  @Override
  public boolean readOnly() {
    return inside(core.scope()::readOnly);
  }

  @Override
  public void setReadOnly(boolean readOnly) {
    run(() -> core.scope().setDefaults(null, readOnly));
  }

  @Override
  public ZoneId zone() {
    return core.zone();
  }

  @Override
  public Durability durability() {
    return inside(core.settings()::durability);
  }

  @Override
  public void setDurability(Durability durability) {
    run(() -> core.settings().setDurability(durability));
  }

  @Override
  public String schema() {
    return inside(core::schema);
  }

  @Override
  public void setSchema(String schema) {
    run(() -> core.setSchema(schema));
  }

  @Override
  public void cancel() {
    runner.cancel();
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    if (!lock.isHeldByCurrentThread()) {
      runner.cancelAll();
    }
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        runner.closeRows();
        core.scope().rollback();
      }
    } finally {
      lock.unlock();
    }
  }
}
