package org.lightningdb.benchmarks.peers;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lightningdb.benchmarks.peers.child.Command;
import org.lightningdb.benchmarks.peers.child.Sample;
import org.lightningdb.benchmarks.peers.child.Task;
import org.lightningdb.benchmarks.peers.engine.PeerKind;

/** Sorted load of 1 KiB values into an empty engine, each round into a new one. */
final class BulkScenario implements Scenario {
  private static final int VALUE_BYTES = 1024;
  private static final int KEY_BYTES = 16;
  private static final int ROUNDS_MAX = 3;
  private static final double MEGABYTES_PER_SECOND = 250;
  private static final String RATE = "megabytes_per_second";

  @Override
  public List<RowResult> run(Run run) {
    RunOptions options = run.options();
    Map<PeerKind, List<Sample>> samples = new EnumMap<>(PeerKind.class);
    List<Double> device = new ArrayList<>();
    for (int round = 0; round < Math.min(ROUNDS_MAX, options.rounds()); round++) {
      device.add(
          DeviceRate.sequentialBytesPerSecond(options.directory(), options.bulkBytes()) / 1e6);
      for (PeerKind kind : options.peers()) {
        samples.computeIfAbsent(kind, unused -> new ArrayList<>()).add(load(run, kind));
      }
    }
    double deviceRate = Figure.median(device.stream().mapToDouble(Double::doubleValue).toArray());
    List<Figure> figures = new ArrayList<>();
    List<Check> checks = new ArrayList<>();
    samples.forEach(
        (kind, found) -> {
          Figure figure =
              Figure.of(kind, found, one -> one.more().getOrDefault(RATE, 0.0), "power: yes");
          figures.add(figure);
          if (kind.ours()) {
            checks.add(Check.atLeast("MB/s", MEGABYTES_PER_SECOND, figure.value()));
          }
        });
    String note =
        String.format(
            Locale.ROOT,
            "the device's sequential write + force of as many bytes, measured between: %.0f MB/s",
            deviceRate);
    run.say("  %s", note);
    return List.of(
        new RowResult(
            "sustained bulk load, 1 KiB values",
            "MB/s",
            figures,
            checks,
            List.of(note, "half of each value is random, so that compression must work for it")));
  }

  private static Sample load(Run run, PeerKind kind) {
    long entries = run.options().bulkBytes() / (KEY_BYTES + VALUE_BYTES);
    try (PeerChild child = run.child(kind)) {
      child.ask(Run.opening(false, 256L << 20));
      Sample sample = child.ask(Command.of(Task.BULK_LOAD).withData(entries, VALUE_BYTES));
      run.say(
          "  bulk %-24s %s MB/s, cpu %.0f ns an entry",
          kind.title(), sample.more(), sample.processNanos());
      return sample;
    }
  }
}
