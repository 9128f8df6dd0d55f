package org.lightningdb.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lightningdb.benchmarks.peers.child.Command;
import org.lightningdb.benchmarks.peers.child.Sample;
import org.lightningdb.benchmarks.peers.child.Task;
import org.lightningdb.benchmarks.peers.engine.PeerKind;

/** Space on the disk after every entry was overwritten ten times. */
final class ChurnScenario implements Scenario {
  private static final int VALUE_BYTES = 100;
  private static final int KEY_BYTES = 16;
  private static final long CACHE_BYTES = 256L << 20;
  private static final double FACTOR = 2;
  private static final long ADDED_BYTES = 64L << 20;
  private static final double MEBIBYTE = 1048576.0;

  @Override
  public List<RowResult> run(Run run) {
    long entries = run.options().entries();
    double live = entries * (double) (KEY_BYTES + VALUE_BYTES);
    double limit = (FACTOR * live + ADDED_BYTES) / MEBIBYTE;
    List<Figure> figures = new ArrayList<>();
    List<Check> checks = new ArrayList<>();
    for (PeerKind kind : run.options().peers()) {
      Figure figure = churn(run, kind);
      figures.add(figure);
      if (kind.ours()) {
        checks.add(Check.atMost("MiB (2 x live + 64 MiB)", limit, figure.value()));
      }
    }
    String note = String.format(Locale.ROOT, "live: %.0f MiB of keys and values", live / MEBIBYTE);
    return List.of(
        new RowResult(
            "space after 10x overwrite churn",
            "MiB",
            figures,
            checks,
            List.of(note, "open, settled; in brackets after close")));
  }

  private static Figure churn(Run run, PeerKind kind) {
    long entries = run.options().entries();
    try (PeerChild child = run.child(kind)) {
      child.ask(Run.opening(false, CACHE_BYTES));
      child.ask(Command.of(Task.LOAD).withData(entries, VALUE_BYTES));
      double loaded = child.diskBytes() / MEBIBYTE;
      Sample sample = child.ask(Command.of(Task.CHURN).withData(entries, VALUE_BYTES));
      double open = child.diskBytes() / MEBIBYTE;
      child.end();
      double closed = child.diskBytes() / MEBIBYTE;
      run.say(
          "  churn %-24s %.0f MiB loaded, %.0f churned, %.0f closed; %.0f puts/s",
          kind.title(), loaded, open, closed, sample.perSecond());
      Figure figure = Figure.ofRates(kind, List.of(sample), kind.durability());
      figure.more().put("loaded_mebibytes", loaded);
      figure.more().put("closed_mebibytes", closed);
      figure.more().put("puts_per_second", sample.perSecond());
      return new Figure(
          kind,
          open,
          List.of(open),
          figure.clientCpuNanos(),
          figure.processCpuNanos(),
          figure.durable(),
          figure.more());
    }
  }
}
