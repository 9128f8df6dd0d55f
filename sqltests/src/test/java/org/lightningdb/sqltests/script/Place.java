package org.lightningdb.sqltests.script;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

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
  };

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
