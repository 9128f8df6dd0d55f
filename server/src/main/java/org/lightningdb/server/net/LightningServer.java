package org.lightningdb.server.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.Link;

/**
 * Serves one database over HTTP. Keeps a link of its own open, so that the database stays open
 * between clients. Stopping waits for requests that run, then ends all connections.
 */
public final class LightningServer implements AutoCloseable {
  private static final int HTTP_IDLE_MILLIS = 300_000;

  /** Connections on which nothing happens for so long are not waited for when stopping. */
  private static final int STOP_IDLE_MILLIS = 100;

  private static final int STOP_PATIENCE_MILLIS = 10_000;
  private static final int IDLE_CHECK_SECONDS = 30;
  private static final int VALID_PATIENCE_SECONDS = 5;

  private final Server server;
  private final ServerConnector connector;
  private final ServerConnections connections;
  private final ScheduledExecutorService housekeeping;
  private final Link ownLink;
  private @Nullable ScheduledFuture<?> idleWatch;

  private LightningServer(
      Server server,
      ServerConnector connector,
      ServerConnections connections,
      ScheduledExecutorService housekeeping,
      Link ownLink) {
    this.server = server;
    this.connector = connector;
    this.connections = connections;
    this.housekeeping = housekeeping;
    this.ownLink = ownLink;
  }

  /**
   * Starts a server.
   *
   * @param host the address to bind to
   * @param port 0 = any free port
   * @param credentials null = anybody who reaches the port; only for a loopback address
   * @throws IllegalArgumentException if the address is open to a network and there are no
   *     credentials
   * @throws ServerStartException if the port cannot be bound
   */
  public static LightningServer start(
      LinkSource source,
      String host,
      int port,
      @Nullable Credentials credentials,
      ServerLimits limits)
      throws SQLException, ServerStartException {
    checkAddress(host, credentials);
    Link ownLink = source.open("");
    ServerConnections connections = new ServerConnections(source, limits, System::nanoTime);
    Server server = new Server(threads(limits));
    ServerConnector connector = connector(server, host, port);
    String address = host + ":" + port;
    WireHandler handler =
        new WireHandler(
            connections,
            limits,
            credentials,
            address,
            ownLink.databaseVersion(),
            () -> ownLink.isValid(VALID_PATIENCE_SECONDS));
    server.setHandler(new GracefulHandler(handler));
    server.setStopTimeout(STOP_PATIENCE_MILLIS);
    ScheduledExecutorService housekeeping =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lightning-idle-connections");
              thread.setDaemon(true);
              return thread;
            });
    LightningServer started =
        new LightningServer(server, connector, connections, housekeeping, ownLink);
    try {
      server.start();
    } catch (Exception e) {
      started.close();
      throw new ServerStartException("cannot serve on " + address + ": " + e.getMessage(), e);
    }
    started.watchIdle();
    return started;
  }

  private void watchIdle() {
    idleWatch =
        housekeeping.scheduleWithFixedDelay(
            connections::closeIdle, IDLE_CHECK_SECONDS, IDLE_CHECK_SECONDS, TimeUnit.SECONDS);
  }

  private static void checkAddress(String host, @Nullable Credentials credentials) {
    try {
      if (credentials == null && !InetAddress.getByName(host).isLoopbackAddress()) {
        throw new IllegalArgumentException(
            host
                + " can be reached from other machines: give a user and a password, or bind to a"
                + " loopback address");
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no such host: " + host, e);
    }
  }

  private static QueuedThreadPool threads(ServerLimits limits) {
    QueuedThreadPool threads = new QueuedThreadPool(Math.max(16, limits.connectionsMax() + 8));
    threads.setName("lightning-http");
    return threads;
  }

  private static ServerConnector connector(Server server, String host, int port) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(false);
    ServerConnector connector =
        new ServerConnector(server, new HttpConnectionFactory(configuration));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(HTTP_IDLE_MILLIS);
    connector.setShutdownIdleTimeout(STOP_IDLE_MILLIS);
    server.addConnector(connector);
    return connector;
  }

  /** The port it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** How many clients are connected. */
  public int connectionCount() {
    return connections.count();
  }

  /** Waits until the server is stopped. */
  public void join() throws InterruptedException {
    server.join();
  }

  /** Stops listening, ends the connections, closes the database; harmless if repeated. */
  @Override
  public void close() throws SQLException {
    if (idleWatch != null) {
      idleWatch.cancel(false);
    }
    housekeeping.shutdownNow();
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server did not stop in order", e);
    } finally {
      connections.closeAll();
      ownLink.close();
    }
  }
}
