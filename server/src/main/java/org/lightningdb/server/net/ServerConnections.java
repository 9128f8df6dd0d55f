package org.lightningdb.server.net;

import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.lightningdb.jdbc.link.Link;
import org.lightningdb.jdbc.link.SqlErrors;

/** The open connections by the id that their client chose. Thread-safe. */
final class ServerConnections {
  private static final Logger LOGGER = Logger.getLogger(ServerConnections.class.getName());
  private static final String TOO_MANY_CONNECTIONS = "53300";
  private static final String UNKNOWN_DATABASE = "3D000";
  private static final String CONNECTION_EXISTS = "08002";

  /** What a request does with its connection. */
  interface Work<R> {
    R apply(ServerConnection connection) throws SQLException;
  }

  private final LinkSource source;
  private final ServerLimits limits;
  private final LongSupplier clockNanos;
  private final ConcurrentHashMap<String, ServerConnection> connections = new ConcurrentHashMap<>();

  ServerConnections(LinkSource source, ServerLimits limits, LongSupplier clockNanos) {
    this.source = source;
    this.limits = limits;
    this.clockNanos = clockNanos;
  }

  int count() {
    return connections.size();
  }

  /**
   * Opens a connection.
   *
   * @param database the name of the database that the client wants, empty = whichever is served
   */
  void open(String id, String user, String database) throws SQLException {
    if (!database.isEmpty() && !database.equalsIgnoreCase(source.databaseName())) {
      throw SqlErrors.of(
          UNKNOWN_DATABASE,
          "this server serves the database " + source.databaseName() + ", not " + database);
    }
    if (connections.size() >= limits.connectionsMax()) {
      throw SqlErrors.of(
          TOO_MANY_CONNECTIONS,
          "the server has " + limits.connectionsMax() + " connections, which is its limit");
    }
    Link link = source.open(user);
    ServerConnection connection = connection(user, link);
    if (connections.putIfAbsent(id, connection) != null) {
      connection.close();
      throw SqlErrors.of(CONNECTION_EXISTS, "there is a connection " + id + " already");
    }
  }

  private ServerConnection connection(String user, Link link) throws SQLException {
    try {
      return new ServerConnection(
          user,
          link,
          source.metadata(link),
          limits.statementsPerConnectionMax(),
          clockNanos.getAsLong());
    } catch (SQLException e) {
      link.close();
      throw e;
    }
  }

  /**
   * Does {@code work} with the connection while nobody else uses it.
   *
   * @throws SQLException 08003 if {@code user} has no such connection; what the work throws
   */
  <R> R with(String id, String user, Work<R> work) throws SQLException {
    ServerConnection connection = find(id, user);
    connection.lock().lock();
    try {
      if (connection.isClosed()) {
        throw unknown(id);
      }
      return work.apply(connection);
    } finally {
      connection.used(clockNanos.getAsLong());
      connection.lock().unlock();
    }
  }

  void cancel(String id, String user) throws SQLException {
    find(id, user).cancel();
  }

  private ServerConnection find(String id, String user) throws SQLException {
    ServerConnection connection = connections.get(id);
    if (connection == null || !connection.user().equals(user)) {
      throw unknown(id);
    }
    return connection;
  }

  private SQLException unknown(String id) {
    return SqlErrors.of(
        SqlErrors.CONNECTION_CLOSED,
        "there is no connection "
            + id
            + "; it was closed, idle for more than "
            + TimeUnit.NANOSECONDS.toMinutes(limits.idleNanosMax())
            + " minutes, or the server was started anew");
  }

  /** Cancels what runs on it and closes it; harmless if there is none. */
  void close(String id, String user) throws SQLException {
    ServerConnection connection = connections.get(id);
    if (connection == null || !connection.user().equals(user)) {
      return;
    }
    connections.remove(id, connection);
    connection.cancel();
    closeLocked(connection);
  }

  /** Closes the connections that nobody used for too long. */
  void closeIdle() {
    long now = clockNanos.getAsLong();
    connections.forEach(
        (id, connection) -> {
          if (now - connection.lastUsedNanos() > limits.idleNanosMax()
              && connection.lock().tryLock()) {
            try {
              connections.remove(id, connection);
              LOGGER.log(Level.INFO, "closing connection {0}, which is idle", id);
              closeQuietly(id, connection);
            } finally {
              connection.lock().unlock();
            }
          }
        });
  }

  /** Ends all of them; what was not committed is rolled back. */
  void closeAll() {
    connections.forEach(
        (id, connection) -> {
          connections.remove(id, connection);
          try {
            connection.cancel();
          } catch (SQLException e) {
            LOGGER.log(Level.WARNING, "cancelling connection " + id, e);
          }
          connection.lock().lock();
          try {
            closeQuietly(id, connection);
          } finally {
            connection.lock().unlock();
          }
        });
  }

  private static void closeLocked(ServerConnection connection) throws SQLException {
    connection.lock().lock();
    try {
      if (!connection.isClosed()) {
        connection.close();
      }
    } finally {
      connection.lock().unlock();
    }
  }

  private static void closeQuietly(String id, ServerConnection connection) {
    try {
      if (!connection.isClosed()) {
        connection.close();
      }
    } catch (SQLException | RuntimeException e) {
      LOGGER.log(Level.WARNING, "closing connection " + id, e);
    }
  }
}
