package org.lightningdb.benchmarks.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.vfs.DiskVfs;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.wal.LogServices;
import org.lightningdb.storage.wal.WalOptions;
import org.lightningdb.storage.wal.WriteAheadLog;

/**
 * Measures commits of 120-byte records through the log alone. Each measurement of the log stands
 * between two of the device, and is given as a multiple of their mean, so that a neighbour on the
 * same device harms both. Prints every round and the median of the multiples.
 *
 * <p>Arguments, all optional: a directory on the device to be measured, milliseconds of each
 * measurement, rounds.
 */
public final class LogCommitBenchmark {
  private static final List<LogLoad> LOADS =
      List.of(
          new LogLoad(1, Durability.GROUP, 1),
          new LogLoad(8, Durability.GROUP, 1),
          new LogLoad(32, Durability.GROUP, 1),
          new LogLoad(128, Durability.GROUP, 1),
          new LogLoad(1, Durability.GROUP, 64),
          new LogLoad(1, Durability.GROUP, 1024),
          new LogLoad(2, Durability.GROUP, 1024),
          new LogLoad(1, Durability.INTERVAL, 1),
          new LogLoad(1, Durability.NONE, 1),
          new LogLoad(8, Durability.NONE, 1));

  private final PrintStream out;
  private final long millis;
  private final List<List<Double>> multiples = new ArrayList<>();

  private LogCommitBenchmark(PrintStream out, long millis) {
    this.out = out;
    this.millis = millis;
    LOADS.forEach(load -> multiples.add(new ArrayList<>()));
  }

  /** The program. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Path parent = Path.of(arguments.length > 0 ? arguments[0] : "target");
    long millis = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1000;
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    Path directory = Files.createTempDirectory(Files.createDirectories(parent), "log-benchmark");
    try (PrintStream out =
            new PrintStream(
                new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Vfs vfs = DiskVfs.open(directory, true)) {
      LogCommitBenchmark benchmark = new LogCommitBenchmark(out, millis);
      out.println(Machine.describe());
      benchmark.run(vfs, rounds);
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void run(Vfs vfs, int rounds)
      throws IOException, InterruptedException, ExecutionException {
    LogServices services = LogServices.of(System::nanoTime, Thread::new);
    WalOptions options = new WalOptions(16 << 20, 0, 64, 100);
    try (DeviceRate device = new DeviceRate(vfs);
        WriteAheadLog log =
            WriteAheadLog.open(vfs, options, 1, 0, (lsn, payload) -> {}, services)) {
      LOADS.get(0).run(log, millis);
      LOADS.get(2).run(log, millis);
      for (int round = 0; round < rounds; round++) {
        out.println(
            "clients window mode        commits/s    multiple   device/s  p50 us  p99 us"
                + "  forces/commit  cpu us/commit");
        double before = device.measure(millis / 2);
        for (int i = 0; i < LOADS.size(); i++) {
          LogLoad.Outcome outcome = LOADS.get(i).run(log, millis);
          double after = device.measure(millis / 2);
          multiples.get(i).add(outcome.perSecond() / ((before + after) / 2));
          print(LOADS.get(i), outcome, (before + after) / 2);
          before = after;
        }
      }
    }
    summarise();
  }

  private void print(LogLoad load, LogLoad.Outcome outcome, double device) {
    out.printf(
        Locale.ROOT,
        "%7d %6d %-9s %,11.0f %10.2fx %,10.0f %7.0f %7.0f %14.3f %14.2f%n",
        load.threads(),
        load.window(),
        load.durability(),
        outcome.perSecond(),
        outcome.perSecond() / device,
        device,
        outcome.quantileMicros(0.5),
        outcome.quantileMicros(0.99),
        (double) outcome.forces() / outcome.commits(),
        outcome.cpuNanos() / 1e3 / outcome.commits());
  }

  private void summarise() {
    out.println("median multiples of the device's rate of one thread:");
    for (int i = 0; i < LOADS.size(); i++) {
      List<Double> sorted = multiples.get(i).stream().sorted().toList();
      LogLoad load = LOADS.get(i);
      out.printf(
          Locale.ROOT,
          "%7d %6d %-9s %.2fx%n",
          load.threads(),
          load.window(),
          load.durability(),
          sorted.get(sorted.size() / 2));
    }
  }
}
