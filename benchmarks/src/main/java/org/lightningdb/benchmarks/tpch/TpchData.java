package org.lightningdb.benchmarks.tpch;

import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.lightningdb.benchmarks.jdbc.JdbcPeer;
import org.lightningdb.server.tpch.TpchLoader;
import org.lightningdb.server.tpch.TpchSchema;
import org.postgresql.PGConnection;

/** Fills an engine with the tables of TPC-H in the way that suits it; all get the same indexes. */
final class TpchData {
  private final JdbcPeer peer;
  private final Connection connection;
  private final double scale;
  private final Path directory;

  TpchData(JdbcPeer peer, Connection connection, double scale, Path directory) {
    this.peer = peer;
    this.connection = connection;
    this.scale = scale;
    this.directory = directory;
  }

  boolean isThere() {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM lineitem")) {
      return result.next() && result.getLong(1) > 0;
    } catch (SQLException missing) {
      return false;
    }
  }

  void load() throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      for (TpchSchema.Table table : TpchSchema.TABLES) {
        statement.execute(table.definition());
      }
    }
    for (TpchSchema.Table table : TpchSchema.TABLES) {
      switch (peer) {
        case DUCKDB, POSTGRES -> copy(table);
        default -> insert(table);
      }
    }
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      for (TpchSchema.Index index : TpchSchema.INDEXES) {
        statement.execute(index.definition());
      }
      if (peer != JdbcPeer.HSQLDB) {
        statement.execute("ANALYZE");
      }
    }
  }

  private void insert(TpchSchema.Table table) throws SQLException {
    connection.setAutoCommit(false);
    new TpchLoader(connection, scale, row -> {}).load(table, rows -> {});
  }

  private void copy(TpchSchema.Table table) throws SQLException, IOException {
    Path file = directory.resolve(table.name() + ".tbl");
    write(table.generator(), file);
    if (peer == JdbcPeer.DUCKDB) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "COPY "
                + table.name()
                + " FROM '"
                + file
                + "' (DELIMITER '|', HEADER false, QUOTE '')");
      }
    } else {
      try (Reader lines = Files.newBufferedReader(file)) {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + table.name() + " FROM STDIN WITH (DELIMITER '|')", lines);
      }
    }
    Files.delete(file);
  }

  private <E extends TpchEntity> void write(TpchTable<E> generator, Path file) throws IOException {
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      for (E row : generator.createGenerator(scale, 1, 1)) {
        String line = row.toLine();
        lines.write(line, 0, line.length() - 1);
        lines.write('\n');
      }
    }
  }
}
