package org.lightningdb.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lightningdb.benchmarks.peers.child.Command;
import org.lightningdb.benchmarks.peers.child.Sample;
import org.lightningdb.benchmarks.peers.child.Task;
import org.lightningdb.benchmarks.peers.engine.PeerKind;

/**
 * A big database opened in a small heap with a cache of 64 MiB; only ours and what needs a heap.
 */
final class HeapScenario implements Scenario {
  private static final int VALUE_BYTES = 1024;
  private static final int KEY_BYTES = 16;
  private static final long CACHE_BYTES = 64L << 20;
  private static final int SMALL_HEAP_MEBIBYTES = 256;

  @Override
  public List<RowResult> run(Run run) {
    List<Figure> figures = new ArrayList<>();
    List<Check> checks = new ArrayList<>();
    for (PeerKind kind : run.options().peers()) {
      if (kind == PeerKind.LMDB || kind == PeerKind.ROCKSDB) {
        continue;
      }
      Sample sample = open(run, kind);
      figures.add(Figure.of(kind, List.of(sample), HeapScenario::largest, ""));
      if (kind.ours()) {
        checks.add(Check.atMost("MiB of heap limit", SMALL_HEAP_MEBIBYTES, largest(sample)));
      }
      run.say("  heap %-24s %s", kind.title(), sample.more());
    }
    String note =
        String.format(
            Locale.ROOT,
            "a database of %d MiB of 1 KiB values, cache 64 MiB, -Xmx%dm",
            run.options().bigBytes() >> 20,
            SMALL_HEAP_MEBIBYTES);
    return List.of(
        new RowResult("heap at open of a big database", "MiB", figures, checks, List.of(note)));
  }

  private static double largest(Sample sample) {
    return Math.max(
        sample.more().getOrDefault("heap_after_reads_mebibytes", 0.0),
        sample.more().getOrDefault("heap_after_scan_mebibytes", 0.0));
  }

  private static Sample open(Run run, PeerKind kind) {
    long entries = run.options().bigBytes() / (KEY_BYTES + VALUE_BYTES);
    try (PeerChild child = run.child(kind)) {
      child.ask(Run.opening(false, CACHE_BYTES));
      child.ask(Command.of(Task.BULK_LOAD).withData(entries, VALUE_BYTES));
      child.end();
      child.restart(List.of("-Xmx" + SMALL_HEAP_MEBIBYTES + "m"));
      child.ask(Run.opening(false, CACHE_BYTES));
      return child.ask(
          Command.of(Task.HEAP)
              .withData(entries, VALUE_BYTES)
              .withRound(run.options().millis(), 1, 1));
    }
  }
}
