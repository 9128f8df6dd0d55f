package org.lightningdb.jdbc.link;

import java.sql.SQLException;

/**
 * One connection to a database: at most one open transaction, its settings and statements.
 *
 * <p>Used by one thread at a time, except {@link #cancel} and {@link #close}; the caller takes care
 * of that. Every error is a {@link SQLException} made by {@link SqlErrors}, with SQLState and
 * vendor code the same for every kind of link. A statement that fails is undone and the transaction
 * goes on, unless the SQLState begins with 40: then only a rollback is possible.
 *
 * <p>Getters of the transaction's properties answer without a round trip where they can.
 */
public interface Link extends AutoCloseable {
  /** Parses and plans {@code sql}; the caller closes the statement. */
  LinkStatement prepare(String sql) throws SQLException;

  /** Runs {@code sql}, which has no parameters, in one round trip. The caller closes the result. */
  LinkResult execute(String sql, ExecuteRequest request) throws SQLException;

  boolean autoCommit() throws SQLException;

  /** Switching it on commits an open transaction. */
  void setAutoCommit(boolean autoCommit) throws SQLException;

  /** Ends the open transaction, if there is one; its open row streams end with an error. */
  void commit() throws SQLException;

  /** Undoes the open transaction, if there is one. */
  void rollback() throws SQLException;

  void setSavepoint(String name) throws SQLException;

  void rollbackToSavepoint(String name) throws SQLException;

  void releaseSavepoint(String name) throws SQLException;

  /** One of the TRANSACTION constants of {@link java.sql.Connection}. */
  int isolation() throws SQLException;

  /** For the next transaction; an error while one is open. */
  void setIsolation(int isolation) throws SQLException;

  boolean readOnly() throws SQLException;

  /** For the next transaction; an error while one is open. */
  void setReadOnly(boolean readOnly) throws SQLException;

  String schema() throws SQLException;

  void setSchema(String schema) throws SQLException;

  /** What runs now ends soon with SQLState 57014; harmless if nothing runs. Any thread. */
  void cancel() throws SQLException;

  /** Whether the database answers; asks it. Never throws for a broken link. */
  boolean isValid(int timeoutSeconds);

  boolean isClosed();

  /** The name of the user this link was opened for. */
  String user();

  /** The version of the database, such as {@code 0.1.0}. */
  String databaseVersion() throws SQLException;

  /** Rolls back what is open. Closing twice is harmless. Any thread. */
  @Override
  void close() throws SQLException;
}
