package org.lightningdb.server.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.LinkAddress;
import org.lightningdb.server.console.Screen;
import org.lightningdb.server.net.Credentials;
import org.lightningdb.server.net.DatabaseSource;
import org.lightningdb.server.net.LightningServer;
import org.lightningdb.server.net.ServerLimits;
import org.lightningdb.server.net.ServerStartException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lightning server}. */
@Command(
    name = "server",
    mixinStandardHelpOptions = true,
    description = {
      "Serves a database to JDBC (jdbc:lightning://HOST:PORT/) and to every Avatica client.",
      "Binds to this machine only unless --host says otherwise, which needs a user and a password."
    })
final class ServerCommand implements Callable<Integer> {
  private final Screen out;
  private final Screen err;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "directory of the database, created if it is missing")
  private Path data = Path.of(".");

  @Option(
      names = "--port",
      defaultValue = "8765",
      paramLabel = "N",
      description = "port, 0 = any free one (default ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description = "address to bind to (default ${DEFAULT-VALUE})")
  private String host = "127.0.0.1";

  @Option(names = "--user", paramLabel = "NAME", description = "who may come in")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "file whose first line is the password")
  private @Nullable Path passwordFile;

  @Option(
      names = "--option",
      paramLabel = "NAME=VALUE",
      description = "option of the database as in a JDBC URL, such as durability=interval")
  private @Nullable Map<String, String> options;

  @Option(
      names = "--connections-max",
      defaultValue = "500",
      paramLabel = "N",
      description = "most connections at a time (default ${DEFAULT-VALUE})")
  private int connectionsMax;

  @Option(
      names = "--idle-minutes",
      defaultValue = "30",
      paramLabel = "N",
      description =
          "a connection without a request for so long is closed and rolled back (default"
              + " ${DEFAULT-VALUE})")
  private int idleMinutes;

  ServerCommand(Screen out, Screen err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    if ((user == null) != (passwordFile == null)) {
      err.failure("--user and --password-file belong together");
      return 2;
    }
    Credentials credentials =
        user == null || passwordFile == null
            ? null
            : Credentials.of(user, PasswordFile.read(passwordFile), new SecureRandom());
    ServerLimits limits =
        new ServerLimits(
            connectionsMax,
            ServerLimits.DEFAULT.statementsPerConnectionMax(),
            ServerLimits.DEFAULT.requestBytesMax(),
            TimeUnit.MINUTES.toNanos(idleMinutes));
    try {
      serve(credentials, limits);
      return 0;
    } catch (IllegalArgumentException | ServerStartException e) {
      err.failure(Lightning.describe(e));
      return 1;
    }
  }

  private void serve(@Nullable Credentials credentials, ServerLimits limits)
      throws SQLException, ServerStartException, InterruptedException {
    DatabaseSource source =
        DatabaseSource.of(
            LinkAddress.Place.FILE, data.toString(), options == null ? Map.of() : options);
    LightningServer server = LightningServer.start(source, host, port, credentials, limits);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "lightning-shutdown"));
    out.line(
        "Serving "
            + data
            + " at jdbc:lightning://"
            + host
            + ":"
            + server.port()
            + "/"
            + source.databaseName());
    out.note("Avatica clients: http://" + host + ":" + server.port() + "/ (protobuf or JSON)");
    if (credentials != null) {
      out.note("There is no TLS: over a network, put a proxy in front that adds it.");
    }
    out.note("Stop with Ctrl-C or SIGTERM.");
    server.join();
  }

  private void stop(LightningServer server) {
    try {
      server.close();
      out.line("Stopped.");
    } catch (SQLException | RuntimeException e) {
      err.failure("stopping: " + Lightning.describe(e));
    }
  }
}
