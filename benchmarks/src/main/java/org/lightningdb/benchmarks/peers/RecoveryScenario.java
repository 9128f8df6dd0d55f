package org.lightningdb.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lightningdb.benchmarks.peers.child.Command;
import org.lightningdb.benchmarks.peers.child.Sample;
import org.lightningdb.benchmarks.peers.child.Task;
import org.lightningdb.benchmarks.peers.engine.PeerKind;

/** Opening after {@code kill -9} while the log was full, in a new Java. */
final class RecoveryScenario implements Scenario {
  private static final int VALUE_BYTES = 100;
  private static final long CACHE_BYTES = 256L << 20;

  private static final double SECONDS = 1;

  @Override
  public List<RowResult> run(Run run) {
    List<Figure> figures = new ArrayList<>();
    List<Check> checks = new ArrayList<>();
    List<String> notes = new ArrayList<>(List.of("less is better; a new Java, nothing warm"));
    for (PeerKind kind : run.options().peers()) {
      List<Sample> samples = new ArrayList<>();
      double logMebibytes = 0;
      for (int round = 0; round < run.options().rounds(); round++) {
        try (PeerChild child = run.child(kind)) {
          child.ask(Run.opening(false, CACHE_BYTES));
          Sample filled = child.ask(fill(run, kind, round));
          logMebibytes = Math.max(logMebibytes, filled.more().getOrDefault("log_mebibytes", 0.0));
          child.kill();
          child.restart(run.options().javaOptions());
          Sample opened = child.ask(Run.opening(false, CACHE_BYTES));
          samples.add(opened.with("process_cpu_seconds", opened.processCpuNanos() / 1e9));
        }
      }
      Figure figure = Figure.of(kind, samples, one -> one.wallNanos() / 1e9, "");
      figures.add(figure);
      if (kind.ours()) {
        checks.add(Check.atMost("s", SECONDS, figure.value()));
        notes.add(
            String.format(Locale.ROOT, "%s: %.0f MiB of live log", kind.title(), logMebibytes));
      }
      run.say(
          "  recovery %-24s %.2f s, %s, %.0f MiB of log",
          kind.title(), figure.value(), figure.more(), logMebibytes);
    }
    return List.of(new RowResult("recovery after kill -9", "s", figures, checks, notes));
  }

  private static Command fill(Run run, PeerKind kind, int round) {
    long millis = kind.ours() ? 60_000 : 2 * run.options().millis();
    return Command.of(Task.FILL_LOG)
        .withData(run.options().entries(), VALUE_BYTES)
        .withRound(millis, 1, round);
  }
}
