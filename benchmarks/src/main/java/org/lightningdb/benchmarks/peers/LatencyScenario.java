package org.lightningdb.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.benchmarks.peers.child.Command;
import org.lightningdb.benchmarks.peers.child.Task;

/** p99 of reads of 256-byte values: from the engine's cache, and from the page cache of the OS. */
final class LatencyScenario implements Scenario {
  private static final int VALUE_BYTES = 256;
  private static final long BIG_CACHE_BYTES = 1L << 30;
  private static final long SMALL_CACHE_BYTES = 16L << 20;
  private static final double MICROS = 60;
  private static final String P99 = "p99_micros";

  @Override
  public List<RowResult> run(Run run) {
    return List.of(
        row(run, "read p99, 256-byte values, engine's cache", BIG_CACHE_BYTES),
        row(run, "read p99, 256-byte values, 16 MiB cache, page cache behind", SMALL_CACHE_BYTES));
  }

  private static RowResult row(Run run, String name, long cacheBytes) {
    RunOptions options = run.options();
    Command load = Command.of(Task.LOAD).withData(options.entries(), VALUE_BYTES);
    try (PeerChildren children = run.loaded(Run.opening(false, cacheBytes), load)) {
      List<Figure> figures = new ArrayList<>();
      List<Check> checks = new ArrayList<>();
      new Rounds(run, children)
          .measure(
              round ->
                  Command.of(Task.GET_LATENCY)
                      .withData(options.entries(), VALUE_BYTES)
                      .withRound(options.millis(), 1, round))
          .forEach(
              (kind, samples) -> {
                Figure figure =
                    Figure.of(kind, samples, one -> one.more().getOrDefault(P99, 0.0), "");
                figures.add(figure);
                run.say("  p99 %-24s %s", kind.title(), figure.more());
                if (kind.ours()) {
                  checks.add(Check.atMost("µs", MICROS, figure.value()));
                }
              });
      return new RowResult(name, "µs", figures, checks, List.of("less is better"));
    }
  }
}
