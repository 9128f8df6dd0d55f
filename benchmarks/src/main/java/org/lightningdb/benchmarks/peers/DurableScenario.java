package org.lightningdb.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lightningdb.benchmarks.peers.child.Command;
import org.lightningdb.benchmarks.peers.child.Sample;
import org.lightningdb.benchmarks.peers.child.Task;
import org.lightningdb.benchmarks.peers.engine.PeerKind;

/** Durable commits of 1, 8, 32 and 128 threads beside the device's own rate in the same minute. */
final class DurableScenario implements Scenario {
  private static final int VALUE_BYTES = 100;
  private static final long CACHE_BYTES = 1L << 30;
  private static final double OVER_ROCKSDB = 2.0;
  private static final int SYNCS_THREADS = 32;
  private static final double SYNCS_PER_COMMIT = 0.06;

  /** Threads and the factor required over the device's overwrites of one thread. */
  private static final Map<Integer, Double> OVER_DEVICE =
      Map.of(1, 0.85, 8, 3.0, 32, 7.0, 128, 12.0);

  @Override
  public List<RowResult> run(Run run) {
    RunOptions options = run.options();
    Command load = Command.of(Task.LOAD).withData(options.entries(), VALUE_BYTES);
    try (PeerChildren children = run.loaded(Run.opening(true, CACHE_BYTES), load)) {
      List<RowResult> rows = new ArrayList<>();
      for (int threads : List.of(1, 8, 32, 128)) {
        rows.add(row(run, children, threads));
      }
      return rows;
    }
  }

  private static RowResult row(Run run, PeerChildren children, int threads) {
    RunOptions options = run.options();
    List<Double> device = new ArrayList<>();
    Rounds rounds = new Rounds(run, children);
    Map<PeerKind, List<Sample>> samples =
        rounds.measure(
            round -> {
              device.add(DeviceRate.overwritesPerSecond(options.directory(), options.millis() / 4));
              return Command.of(Task.DURABLE_PUT)
                  .withData(options.entries(), VALUE_BYTES)
                  .withRound(options.millis(), threads, round);
            });
    List<Figure> figures = new ArrayList<>();
    samples.forEach(
        (kind, found) -> figures.add(Figure.ofRates(kind, found, "power: yes (synced)")));
    double deviceRate = Figure.median(device.stream().mapToDouble(Double::doubleValue).toArray());
    figures.forEach(figure -> rounds.say("durable x" + threads, figure));
    run.say("  device: %.0f overwrites+force/s", deviceRate);
    return new RowResult(
        "durable commits, " + threads + " threads",
        "commits/s",
        figures,
        checks(figures, threads, deviceRate),
        List.of(
            String.format(
                Locale.ROOT,
                "the device, one thread, 4 KiB overwrite + force, measured between: %.0f/s",
                deviceRate)));
  }

  private static List<Check> checks(List<Figure> figures, int threads, double deviceRate) {
    List<Check> checks =
        new ArrayList<>(RowResult.factors(figures, Map.of(PeerKind.ROCKSDB, OVER_ROCKSDB)));
    for (Figure figure : figures) {
      if (figure.peer().ours()) {
        String title = figure.peer().title();
        double required = OVER_DEVICE.getOrDefault(threads, 0.0);
        checks.add(Check.atLeast(title + " / device", required, figure.value() / deviceRate));
        if (threads == SYNCS_THREADS) {
          double syncs = figure.more().getOrDefault("syncs_per_commit", Double.NaN);
          checks.add(Check.atMost(title + ": syncs per commit", SYNCS_PER_COMMIT, syncs));
        }
      }
    }
    return checks;
  }
}
