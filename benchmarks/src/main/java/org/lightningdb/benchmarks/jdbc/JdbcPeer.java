package org.lightningdb.benchmarks.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * An engine with a JDBC driver. All but PostgreSQL run in this process, their data in a directory;
 * that one is a server whose URL is the system property {@code benchmark.postgres}.
 */
public enum JdbcPeer {
  LIGHTNING {
    @Override
    String url(Path directory) {
      return "jdbc:lightning:file:" + directory.resolve("lightning") + ";cacheBytes=1073741824";
    }
  },
  H2 {
    @Override
    String url(Path directory) {
      return "jdbc:h2:file:" + directory.resolve("h2") + ";CACHE_SIZE=1000000";
    }
  },
  HSQLDB {
    @Override
    String url(Path directory) {
      return "jdbc:hsqldb:file:"
          + directory.resolve("hsqldb")
          + ";hsqldb.default_table_type=cached;hsqldb.tx=mvcc;hsqldb.cache_rows=2000000"
          + ";hsqldb.cache_size=1000000;hsqldb.log_size=500";
    }
  },
  DERBY {
    @Override
    String url(Path directory) {
      return "jdbc:derby:" + directory.resolve("derby") + ";create=true";
    }
  },
  SQLITE {
    @Override
    String url(Path directory) {
      return "jdbc:sqlite:" + directory.resolve("sqlite.db");
    }

    @Override
    List<String> settings() {
      return List.of(
          "PRAGMA journal_mode=WAL",
          "PRAGMA synchronous=FULL",
          "PRAGMA cache_size=-262144",
          "PRAGMA mmap_size=1073741824");
    }
  },
  DUCKDB {
    @Override
    String url(Path directory) {
      return "jdbc:duckdb:" + directory.resolve("duck.db");
    }
  },
  POSTGRES {
    @Override
    String url(Path directory) {
      return System.getProperty("benchmark.postgres", "jdbc:postgresql://localhost/postgres");
    }
  };

  abstract String url(Path directory);

  /** What is run on each new connection. */
  List<String> settings() {
    return List.of();
  }

  /** A connection with this engine's settings. */
  public Connection connect(Path directory) throws SQLException {
    Connection connection = DriverManager.getConnection(url(directory));
    try (Statement statement = connection.createStatement()) {
      for (String setting : settings()) {
        statement.execute(setting);
      }
    }
    return connection;
  }
}
