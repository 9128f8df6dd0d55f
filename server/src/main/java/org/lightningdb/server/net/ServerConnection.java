package org.lightningdb.server.net;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.calcite.avatica.ConnectionPropertiesImpl;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.Link;
import org.lightningdb.jdbc.link.LinkStatement;
import org.lightningdb.jdbc.link.SqlErrors;

/**
 * A client's connection: its link and its statements. All but {@link #cancel} is called with the
 * lock held, so that two requests of one client cannot meet in the link.
 */
final class ServerConnection {
  private final String user;
  private final Link link;
  private final DatabaseMetaData metadata;
  private final int statementsMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Integer, ServerStatement> statements = new HashMap<>();
  private volatile long lastUsedNanos;
  private int lastStatementId;
  private boolean closed;

  ServerConnection(
      String user, Link link, DatabaseMetaData metadata, int statementsMax, long nowNanos) {
    this.user = user;
    this.link = link;
    this.metadata = metadata;
    this.statementsMax = statementsMax;
    this.lastUsedNanos = nowNanos;
  }

  String user() {
    return user;
  }

  Link link() {
    return link;
  }

  DatabaseMetaData metadata() {
    return metadata;
  }

  ReentrantLock lock() {
    return lock;
  }

  long lastUsedNanos() {
    return lastUsedNanos;
  }

  void used(long nowNanos) {
    lastUsedNanos = nowNanos;
  }

  boolean isClosed() {
    return closed;
  }

  /** What runs now ends soon; needs no lock. */
  void cancel() throws SQLException {
    link.cancel();
  }

  /** Makes a statement that has nothing prepared. */
  ServerStatement newStatement() throws SQLException {
    return add(null, 0);
  }

  /** Prepares {@code sql} as a new statement. */
  ServerStatement prepare(String sql, long rowsMax) throws SQLException {
    checkStatementLimit();
    return add(link.prepare(sql), rowsMax);
  }

  private ServerStatement add(@Nullable LinkStatement prepared, long rowsMax) throws SQLException {
    checkStatementLimit();
    ServerStatement statement =
        new ServerStatement(++lastStatementId, prepared, Math.max(rowsMax, 0));
    statements.put(statement.id(), statement);
    return statement;
  }

  private void checkStatementLimit() throws SQLException {
    if (statements.size() >= statementsMax) {
      throw SqlErrors.of(
          "53000",
          "the connection has " + statementsMax + " open statements, which is the server's limit");
    }
  }

  /** The statement of that id, or null. */
  @Nullable ServerStatement statement(int id) {
    return statements.get(id);
  }

  void closeStatement(int id) throws SQLException {
    ServerStatement statement = statements.remove(id);
    if (statement != null) {
      statement.close();
    }
  }

  /** Takes over the properties a client wants and answers those that hold now. */
  ConnectionPropertiesImpl synchronize(Meta.ConnectionProperties wanted) throws SQLException {
    Boolean autoCommit = wanted.isAutoCommit();
    if (Boolean.TRUE.equals(autoCommit) && !link.autoCommit()) {
      link.setAutoCommit(true);
    }
    Boolean readOnly = wanted.isReadOnly();
    if (readOnly != null && readOnly != link.readOnly()) {
      link.setReadOnly(readOnly);
    }
    Integer isolation = wanted.getTransactionIsolation();
    if (isolation != null && isolation != link.isolation()) {
      link.setIsolation(isolation);
    }
    String schema = wanted.getSchema();
    if (schema != null && !schema.isEmpty() && !Objects.equals(schema, link.schema())) {
      link.setSchema(schema);
    }
    if (Boolean.FALSE.equals(autoCommit) && link.autoCommit()) {
      link.setAutoCommit(false);
    }
    ConnectionPropertiesImpl now =
        new ConnectionPropertiesImpl(
            link.autoCommit(), link.readOnly(), link.isolation(), null, link.schema());
    now.setDirty(false);
    return now;
  }

  /** Closes the statements and the link, which rolls back what is open. */
  void close() throws SQLException {
    closed = true;
    List<ServerStatement> open = new ArrayList<>(statements.values());
    statements.clear();
    SQLException failure = null;
    for (ServerStatement statement : open) {
      try {
        statement.close();
      } catch (SQLException e) {
        failure = e;
      }
    }
    link.close();
    if (failure != null) {
      throw failure;
    }
  }
}
