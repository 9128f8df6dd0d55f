package org.lightningdb.sqltests.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.lightningdb.jdbc.link.LinkAddress;
import org.lightningdb.server.net.DatabaseSource;
import org.lightningdb.server.net.LightningServer;
import org.lightningdb.server.net.LinkSource;
import org.lightningdb.server.net.ServerLimits;

/** A fresh database of some kind, one connection to it, and ways to look at it. */
abstract class JdbcContract {
  /** Where the database lives. */
  enum Where {
    MEMORY {
      @Override
      Place open(Path directory) {
        return new Place("jdbc:lightning:mem:" + UUID.randomUUID(), () -> {});
      }
    },
    DIRECTORY {
      @Override
      Place open(Path directory) {
        return new Place("jdbc:lightning:" + directory.resolve("a database"), () -> {});
      }
    },
    REMOTE {
      @Override
      Place open(Path directory) throws Exception {
        LinkSource source =
            DatabaseSource.of(
                LinkAddress.Place.FILE, directory.resolve("served").toString(), Map.of());
        LightningServer server =
            LightningServer.start(source, "127.0.0.1", 0, null, ServerLimits.DEFAULT);
        return new Place("jdbc:lightning://127.0.0.1:" + server.port() + "/", server);
      }
    };

    /** Makes a database; {@code directory} is empty. */
    abstract Place open(Path directory) throws Exception;
  }

  /** A place and what to stop at the end. */
  record Place(String url, AutoCloseable server) {}

  private final Where where;

  @TempDir Path directory = Path.of("");

  @SuppressWarnings("NullAway.Init")
  Connection connection;

  @SuppressWarnings("NullAway.Init")
  private Place place;

  JdbcContract(Where where) {
    this.where = where;
  }

  @BeforeEach
  void open() throws Exception {
    place = where.open(directory);
    connection = connect();
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    place.server().close();
  }

  final boolean durable() {
    return where != Where.MEMORY;
  }

  final boolean embedded() {
    return where != Where.REMOTE;
  }

  final String url() {
    return place.url();
  }

  final Connection connect() throws SQLException {
    return DriverManager.getConnection(place.url());
  }

  /** Runs statements one after the other. */
  final void run(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The rows of a query, values joined by {@code |}. */
  final List<String> rows(String query) throws SQLException {
    return rows(connection, query);
  }

  static List<String> rows(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows(rows);
    }
  }

  static List<String> rows(ResultSet rows) throws SQLException {
    List<String> lines = new ArrayList<>();
    int columns = rows.getMetaData().getColumnCount();
    while (rows.next()) {
      StringBuilder line = new StringBuilder();
      for (int i = 1; i <= columns; i++) {
        line.append(i == 1 ? "" : "|").append(rows.getString(i));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  static SQLException fails(String sqlState, Executable work) {
    SQLException failure = assertThrows(SQLException.class, work);
    assertEquals(sqlState, failure.getSQLState(), failure.getMessage());
    return failure;
  }
}
