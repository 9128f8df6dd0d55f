package org.lightningdb.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.benchmarks.peers.child.Command;
import org.lightningdb.benchmarks.peers.child.Sample;
import org.lightningdb.benchmarks.peers.child.Task;
import org.lightningdb.benchmarks.peers.engine.PeerKind;

/** Scan of four columns to vectors from cached blocks, one thread; only we have columns. */
final class ColumnsScenario implements Scenario {
  private static final double MILLION_ROWS_PER_CPU_SECOND = 50;

  @Override
  public List<RowResult> run(Run run) {
    RunOptions options = run.options();
    Command command =
        Command.of(Task.COLUMN_SCAN)
            .withData(options.entries(), 0)
            .withRound(options.millis(), 1, 1);
    List<Sample> samples = new ArrayList<>();
    for (int round = 0; round < options.rounds(); round++) {
      try (PeerChild child = run.child(PeerKind.LIGHTNING)) {
        samples.add(child.ask(command));
      }
    }
    Figure figure = Figure.ofRates(PeerKind.LIGHTNING, samples, "");
    run.say("  columns %.1f million rows/s, %s", figure.value() / 1e6, figure.costs());
    double perCore = 1e3 / Figure.median(samples, Sample::clientNanos);
    return List.of(
        new RowResult(
            "scan of 4 columns to vectors, cached",
            "rows/s",
            List.of(figure),
            List.of(
                Check.atLeast("million rows per CPU second", MILLION_ROWS_PER_CPU_SECOND, perCore)),
            List.of("three whole numbers and a floating-point one of rows that also hold a text")));
  }
}
