package org.lightningdb.benchmarks.start;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lightningdb.benchmarks.jdbc.JdbcPeer;

/**
 * From nothing to the first row: a new Java opens a database of 10,000 rows, reads one by its key,
 * closes it and ends. Engines take turns; the first round warms the file cache; medians count. Each
 * engine is measured with Java's own archive of classes, and with one made for the engine as our
 * launcher makes it ({@code -XX:ArchiveClassesAtExit}).
 *
 * <p>Arguments: directory, rounds (11), engines (lightning,h2,hsqldb,derby,sqlite).
 */
public final class ColdStartBenchmark {
  private final Path directory;
  private final int rounds;
  private final PrintStream out;

  private ColdStartBenchmark(Path directory, int rounds, PrintStream out) {
    this.directory = directory;
    this.rounds = rounds;
    this.out = out;
  }

  /** One engine, started in one way. */
  private record Way(JdbcPeer peer, boolean archived) {
    @Override
    public String toString() {
      return peer.name().toLowerCase(Locale.ROOT) + (archived ? " with its archive" : "");
    }
  }

  /** See the class. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 11;
    String engines = arguments.length > 2 ? arguments[2] : "lightning,h2,hsqldb,derby,sqlite";
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    new ColdStartBenchmark(directory, rounds, out).run(engines.toUpperCase(Locale.ROOT).split(","));
  }

  private void run(String... engines) throws IOException, InterruptedException {
    Map<Way, List<Double>> millis = new LinkedHashMap<>();
    for (String engine : engines) {
      JdbcPeer peer = JdbcPeer.valueOf(engine);
      child(peer, "fill");
      child(peer, "read", "-XX:ArchiveClassesAtExit=" + archive(peer));
      millis.put(new Way(peer, false), new ArrayList<>());
      millis.put(new Way(peer, true), new ArrayList<>());
    }
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<Way, List<Double>> way : millis.entrySet()) {
        double taken = read(way.getKey());
        if (round > 0) {
          way.getValue().add(taken);
        }
      }
    }
    out.printf(
        Locale.ROOT,
        "%d rounds, Java %s, %d processors, load %.1f%n%n",
        rounds,
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    out.println("| engine | ms median | ms best |");
    out.println("|---|---:|---:|");
    millis.forEach(this::print);
  }

  private void print(Way way, List<Double> millis) {
    millis.sort(null);
    out.printf(
        Locale.ROOT, "| %s | %.0f | %.0f |%n", way, millis.get(millis.size() / 2), millis.get(0));
  }

  private double read(Way way) throws IOException, InterruptedException {
    long start = System.nanoTime();
    if (way.archived()) {
      child(way.peer(), "read", "-XX:SharedArchiveFile=" + archive(way.peer()));
    } else {
      child(way.peer(), "read");
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private Path archive(JdbcPeer peer) {
    return directory.resolve(peer.name() + ".jsa");
  }

  private void child(JdbcPeer peer, String task, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            FirstRow.class.getName(),
            peer.name(),
            directory.toString(),
            task));
    Path log = directory.resolve("child.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(peer + " ended with " + status + ": " + Files.readString(log));
    }
  }
}
