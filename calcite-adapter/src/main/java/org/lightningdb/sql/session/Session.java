package org.lightningdb.sql.session;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;

/**
 * One connection: at most one open transaction, its settings and statements. Used by one thread at
 * a time, except {@link #cancel}. Errors are {@link org.lightningdb.index.error.DbException}.
 *
 * <p>A statement that fails is undone; an explicit transaction goes on after it, unless the error
 * is retryable ({@code 40xxx}): then the caller must roll back.
 */
public interface Session extends AutoCloseable {
  /** Unique in the process. */
  long id();

  PreparedStatement prepare(String sql);

  /**
   * Executes; in auto-commit mode in a transaction of its own.
   *
   * @param parameters any Java values that convert to the parameter types
   */
  StatementResult execute(
      PreparedStatement statement, List<@Nullable Object> parameters, ExecuteOptions options);

  /**
   * Executes once for each parameter row as one statement, in auto-commit mode in one transaction.
   *
   * @return rows changed by each parameter row
   */
  BatchResult executeBatch(
      PreparedStatement statement,
      List<List<@Nullable Object>> parameterRows,
      ExecuteOptions options);

  /** Update counts and, if asked for, keys of a batch. */
  record BatchResult(List<Long> updateCounts, @Nullable StatementResult generatedKeys) {}

  boolean autoCommit();

  /** Switching it on commits an open transaction. */
  void setAutoCommit(boolean autoCommit);

  /** Ends the open transaction, if there is one; open results of it are closed. */
  void commit();

  void rollback();

  /** Whether a transaction is open. */
  boolean inTransaction();

  /** Sets a savepoint of that name, in front of an older one of the same name. */
  void setSavepoint(String name);

  void rollbackToSavepoint(String name);

  void releaseSavepoint(String name);

  Isolation isolation();

  /** For the next transaction; not allowed while one is open. */
  void setIsolation(Isolation isolation);

  boolean readOnly();

  /** For the next transaction; not allowed while one is open. */
  void setReadOnly(boolean readOnly);

  /** Where times without a zone are meant, and moments are shown. */
  ZoneId zone();

  Durability durability();

  void setDurability(Durability durability);

  String schema();

  void setSchema(String schema);

  /** The statement that runs now ends soon with QUERY_CANCELED; harmless if none. Any thread. */
  void cancel();

  boolean isClosed();

  /** Rolls back what is open. */
  @Override
  void close();
}
