package org.lightningdb.benchmarks.query;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lightningdb.benchmarks.jdbc.JdbcPeer;
import org.lightningdb.benchmarks.jdbc.ProcessorTime;
import org.lightningdb.benchmarks.jdbc.QueryFigure;
import org.lightningdb.benchmarks.jdbc.QueryFigure.Answer;

/**
 * Joins 200,000 with 1,000,000 rows and groups the pairs, in several engines in one run: inner,
 * left, right and full, without and with an index of the big table's join column. All engines must
 * give the same rows. Prints a row of Markdown for each join: for each engine the median wall time
 * and the mean processor time in milliseconds, then how many times as much processor time as
 * Lightning the others took.
 *
 * <p>Arguments: directory, rounds (11), seconds of warm-up for each query and engine (3), engines
 * separated by commas (lightning,postgres,duckdb).
 */
public final class JoinComparison {
  private static final int SMALL_ROWS = 200_000;
  private static final int BIG_ROWS = 1_000_000;
  private static final List<String> KINDS = List.of("inner", "left", "right", "full");

  private final Map<JdbcPeer, Connection> connections = new EnumMap<>(JdbcPeer.class);
  private final Map<JdbcPeer, JoinTables> tables = new EnumMap<>(JdbcPeer.class);
  private final int rounds;
  private final long warmUpNanos;
  private final PrintStream out;

  private JoinComparison(int rounds, long warmUpNanos, PrintStream out) {
    this.rounds = rounds;
    this.warmUpNanos = warmUpNanos;
    this.out = out;
  }

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 11;
    int warmUpSeconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    String peers = arguments.length > 3 ? arguments[3] : "lightning,postgres,duckdb";
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    JoinComparison comparison = new JoinComparison(rounds, warmUpSeconds * 1_000_000_000L, out);
    try {
      for (String name : peers.split(",", -1)) {
        comparison.open(JdbcPeer.valueOf(name.toUpperCase(Locale.ROOT)), directory);
      }
      comparison.run();
    } finally {
      comparison.close();
    }
  }

  private void open(JdbcPeer peer, Path directory) throws Exception {
    Connection connection = peer.connect(directory);
    connections.put(peer, connection);
    JoinTables made = new JoinTables(peer, connection, directory, SMALL_ROWS, BIG_ROWS);
    made.create();
    tables.put(peer, made);
  }

  private void close() throws SQLException {
    for (Connection connection : connections.values()) {
      connection.close();
    }
  }

  private void run() throws SQLException {
    StringBuilder head = new StringBuilder("| join | index | rows |");
    for (JdbcPeer peer : connections.keySet()) {
      String name = peer.name().toLowerCase(Locale.ROOT);
      head.append(" ").append(name).append(" wall ms | ").append(name).append(" CPU ms |");
    }
    out.println(head.append(" CPU of the others / lightning |"));
    for (boolean index : new boolean[] {false, true}) {
      if (index) {
        for (JoinTables made : tables.values()) {
          made.createIndex();
        }
      }
      for (String kind : KINDS) {
        compare(kind, index);
      }
    }
  }

  private void compare(String kind, boolean index) throws SQLException {
    String sql =
        "SELECT s.kind, COUNT(*), SUM(b.amount), MAX(b.quantity) FROM join_small s "
            + kind
            + " JOIN join_big b ON b.small_id = s.id GROUP BY s.kind";
    Map<JdbcPeer, QueryFigure> figures = new EnumMap<>(JdbcPeer.class);
    for (Map.Entry<JdbcPeer, Connection> engine : connections.entrySet()) {
      figures.put(engine.getKey(), measure(engine.getKey(), engine.getValue(), sql));
    }
    Answer first = figures.values().iterator().next().answer();
    StringBuilder row = new StringBuilder("| " + kind + " | " + (index ? "yes" : "no") + " | ");
    row.append(first.rows()).append(" |");
    StringBuilder ratios = new StringBuilder();
    QueryFigure own = figures.get(JdbcPeer.LIGHTNING);
    figures.forEach(
        (peer, figure) -> {
          if (!agree(figure.answer(), first)) {
            throw new IllegalStateException(peer + ": " + figure.answer() + ", not " + first);
          }
          row.append(text(figure.wallMillis())).append(text(figure.processorMillis()));
          if (own != null && peer != JdbcPeer.LIGHTNING) {
            double ratio = figure.processorMillis() / own.processorMillis();
            ratios.append(
                String.format(
                    Locale.ROOT, " %s %.2f", peer.name().toLowerCase(Locale.ROOT), ratio));
          }
        });
    out.println(row.append(ratios).append(" |"));
  }

  private static String text(double millis) {
    return String.format(Locale.ROOT, " %.1f |", millis);
  }

  private QueryFigure measure(JdbcPeer peer, Connection connection, String sql)
      throws SQLException {
    for (long start = System.nanoTime(); System.nanoTime() - start < warmUpNanos; ) {
      QueryFigure.ask(connection, sql, 0);
    }
    return QueryFigure.measure(connection, ProcessorTime.of(peer, connection), sql, rounds, 0);
  }

  private static boolean agree(Answer one, Answer other) {
    return one.rows() == other.rows()
        && Math.abs(one.sum() - other.sum()) <= 1e-9 * Math.abs(one.sum());
  }
}
