package org.lightningdb.sqltests.script;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.lightningdb.jdbc.link.LinkAddress;
import org.lightningdb.server.net.DatabaseSource;
import org.lightningdb.server.net.LightningServer;
import org.lightningdb.server.net.ServerLimits;

/** Where a database under test lives. */
enum Place {
  MEMORY {
    @Override
    Opened open(Path directory) {
      return new Opened("jdbc:lightning:mem:" + UUID.randomUUID(), () -> {});
    }
  },
  DIRECTORY {
    @Override
    Opened open(Path directory) {
      return new Opened("jdbc:lightning:file:" + directory, () -> {});
    }
  },
  REMOTE {
    @Override
    Opened open(Path directory) throws Exception {
      LightningServer server =
          LightningServer.start(
              DatabaseSource.of(LinkAddress.Place.FILE, directory.toString(), Map.of()),
              "127.0.0.1",
              0,
              null,
              ServerLimits.DEFAULT);
      return new Opened("jdbc:lightning://127.0.0.1:" + server.port() + "/", () -> stop(server));
    }
  };

  private static void stop(LightningServer server) throws IOException {
    try {
      server.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** Opens an empty database; {@code directory} does not exist yet. */
  abstract Opened open(Path directory) throws Exception;

  /** An open place: connections to it, and what to stop at the end. */
  record Opened(String url, Closeable server) implements Closeable {
    Connection connect() throws SQLException {
      return DriverManager.getConnection(url);
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
