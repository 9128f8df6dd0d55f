package org.lightningdb.jdbc.local;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.lightningdb.jdbc.link.ExecuteRequest;
import org.lightningdb.jdbc.link.Link;
import org.lightningdb.jdbc.link.LinkResult;
import org.lightningdb.jdbc.link.LinkStatement;
import org.lightningdb.jdbc.link.ProductVersion;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.sql.SqlDatabase;
import org.lightningdb.sql.session.PreparedStatement;
import org.lightningdb.sql.session.Session;
import org.lightningdb.storage.spec.Isolation;

/** A session of a database in this process. */
final class LocalLink implements Link {
  private final SqlDatabase database;
  private final Session session;
  private final String user;
  private final LocalColumns.Last lastColumns = new LocalColumns.Last();

  /** Takes over the handle of a database and closes it in the end. */
  LocalLink(SqlDatabase database, String user) {
    this.database = database;
    this.session = database.openSession(user);
    this.user = user;
  }

  @Override
  public LinkStatement prepare(String sql) throws SQLException {
    return new LocalStatement(
        session, LocalErrors.call(() -> session.prepare(sql)), new LocalColumns.Last());
  }

  @Override
  public LinkResult execute(String sql, ExecuteRequest request) throws SQLException {
    PreparedStatement prepared = LocalErrors.call(() -> session.prepare(sql));
    if (!prepared.parameterTypes().isEmpty()) {
      throw SqlErrors.of(
          "07001", "the statement has parameters; use a PreparedStatement to give them values");
    }
    return new LocalStatement(session, prepared, lastColumns).execute(List.of(), request);
  }

  @Override
  public boolean autoCommit() throws SQLException {
    return LocalErrors.call(session::autoCommit);
  }

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    LocalErrors.run(() -> session.setAutoCommit(autoCommit));
  }

  @Override
  public void commit() throws SQLException {
    LocalErrors.run(session::commit);
  }

  @Override
  public void rollback() throws SQLException {
    LocalErrors.run(session::rollback);
  }

  @Override
  public void setSavepoint(String name) throws SQLException {
    LocalErrors.run(() -> session.setSavepoint(name));
  }

  @Override
  public void rollbackToSavepoint(String name) throws SQLException {
    LocalErrors.run(() -> session.rollbackToSavepoint(name));
  }

  @Override
  public void releaseSavepoint(String name) throws SQLException {
    LocalErrors.run(() -> session.releaseSavepoint(name));
  }

  @Override
  public int isolation() throws SQLException {
    return switch (LocalErrors.call(session::isolation)) {
      case READ_COMMITTED -> Connection.TRANSACTION_READ_COMMITTED;
      case SNAPSHOT -> Connection.TRANSACTION_REPEATABLE_READ;
      case SERIALIZABLE -> Connection.TRANSACTION_SERIALIZABLE;
    };
  }

  @Override
  public void setIsolation(int isolation) throws SQLException {
    Isolation level =
        switch (isolation) {
          case Connection.TRANSACTION_READ_COMMITTED -> Isolation.READ_COMMITTED;
          case Connection.TRANSACTION_REPEATABLE_READ -> Isolation.SNAPSHOT;
          case Connection.TRANSACTION_SERIALIZABLE -> Isolation.SERIALIZABLE;
          default ->
              throw SqlErrors.of(SqlErrors.INVALID_ARGUMENT, "transaction isolation " + isolation);
        };
    LocalErrors.run(() -> session.setIsolation(level));
  }

  @Override
  public boolean readOnly() throws SQLException {
    return LocalErrors.call(session::readOnly);
  }

  @Override
  public void setReadOnly(boolean readOnly) throws SQLException {
    LocalErrors.run(() -> session.setReadOnly(readOnly));
  }

  @Override
  public String schema() throws SQLException {
    return LocalErrors.call(session::schema);
  }

  @Override
  public void setSchema(String schema) throws SQLException {
    LocalErrors.run(() -> session.setSchema(schema));
  }

  @Override
  public void cancel() throws SQLException {
    LocalErrors.run(session::cancel);
  }

  @Override
  public boolean isValid(int timeoutSeconds) {
    return !session.isClosed();
  }

  @Override
  public boolean isClosed() {
    return session.isClosed();
  }

  @Override
  public String user() {
    return user;
  }

  @Override
  public String databaseVersion() {
    return ProductVersion.OF_DRIVER.text();
  }

  @Override
  public void close() throws SQLException {
    LocalErrors.run(database::close);
  }
}
