package org.lightningdb.benchmarks.bulk;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lightningdb.benchmarks.jdbc.JdbcPeer;
import org.lightningdb.benchmarks.jdbc.ProcessorTime;

/**
 * Bulk work in several engines in one run, in turns: a batch of INSERTs, INSERT … SELECT, CREATE
 * INDEX. Each with its commit, as durable as the engine's settings in {@link JdbcPeer} say. Prints
 * a row of Markdown for each task: for each engine the median wall time and the median processor
 * time of a row in microseconds, then how many times as much Lightning's others took.
 *
 * <p>Arguments: an empty directory, rows (1,000,000), rounds (5; one more goes first to warm up),
 * engines separated by commas (lightning,sqlite).
 */
public final class BulkComparison {
  private final Map<JdbcPeer, Connection> connections = new EnumMap<>(JdbcPeer.class);
  private final int rows;
  private final int rounds;
  private final PrintStream out;

  private BulkComparison(int rows, int rounds, PrintStream out) {
    this.rows = rows;
    this.rounds = rounds;
    this.out = out;
  }

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
    int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
    String peers = arguments.length > 3 ? arguments[3] : "lightning,sqlite";
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    BulkComparison comparison = new BulkComparison(rows, rounds, out);
    try {
      for (String name : peers.split(",", -1)) {
        JdbcPeer peer = JdbcPeer.valueOf(name.toUpperCase(Locale.ROOT));
        comparison.connections.put(peer, peer.connect(directory));
      }
      comparison.run();
    } finally {
      for (Connection connection : comparison.connections.values()) {
        connection.close();
      }
    }
  }

  private void run() throws SQLException {
    StringBuilder head = new StringBuilder("| task |");
    for (Map.Entry<JdbcPeer, Connection> engine : connections.entrySet()) {
      BulkTask.createSource(engine.getValue(), rows);
      String name = engine.getKey().name().toLowerCase(Locale.ROOT);
      head.append(" ").append(name).append(" wall µs | ").append(name).append(" CPU µs |");
    }
    out.println(head.append(" wall, CPU of the others / lightning |"));
    for (BulkTask task : BulkTask.values()) {
      compare(task);
    }
  }

  private void compare(BulkTask task) throws SQLException {
    Map<JdbcPeer, List<Double>> wall = new EnumMap<>(JdbcPeer.class);
    Map<JdbcPeer, List<Double>> busy = new EnumMap<>(JdbcPeer.class);
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<JdbcPeer, Connection> engine : connections.entrySet()) {
        Connection connection = engine.getValue();
        ProcessorTime processor = ProcessorTime.of(engine.getKey(), connection);
        task.prepare(connection);
        long busyStart = processor.nanos();
        long start = System.nanoTime();
        task.measured(connection, rows);
        double wallMicros = (System.nanoTime() - start) / 1e3 / rows;
        double busyMicros = (processor.nanos() - busyStart) / 1e3 / rows;
        task.cleanUp(connection);
        if (round > 0) {
          wall.computeIfAbsent(engine.getKey(), peer -> new ArrayList<>()).add(wallMicros);
          busy.computeIfAbsent(engine.getKey(), peer -> new ArrayList<>()).add(busyMicros);
        }
      }
    }
    print(task, wall, busy);
  }

  private void print(
      BulkTask task, Map<JdbcPeer, List<Double>> wall, Map<JdbcPeer, List<Double>> busy) {
    StringBuilder row = new StringBuilder();
    row.append("| ").append(task.name().toLowerCase(Locale.ROOT).replace('_', ' ')).append(" |");
    StringBuilder ratios = new StringBuilder();
    for (JdbcPeer peer : connections.keySet()) {
      double wallMicros = median(wall.getOrDefault(peer, List.of()));
      double busyMicros = median(busy.getOrDefault(peer, List.of()));
      row.append(String.format(Locale.ROOT, " %.3f | %.3f |", wallMicros, busyMicros));
      if (peer != JdbcPeer.LIGHTNING && connections.containsKey(JdbcPeer.LIGHTNING)) {
        ratios.append(
            String.format(
                Locale.ROOT,
                " %s %.2f, %.2f",
                peer.name().toLowerCase(Locale.ROOT),
                wallMicros / median(wall.getOrDefault(JdbcPeer.LIGHTNING, List.of())),
                busyMicros / median(busy.getOrDefault(JdbcPeer.LIGHTNING, List.of()))));
      }
    }
    out.println(row.append(ratios).append(" |"));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(null);
    return sorted.get(sorted.size() / 2);
  }
}
