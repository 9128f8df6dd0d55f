package org.lightningdb.benchmarks.peers;

import java.util.List;
import java.util.Map;
import org.lightningdb.benchmarks.peers.child.Command;
import org.lightningdb.benchmarks.peers.child.Task;
import org.lightningdb.benchmarks.peers.engine.PeerKind;

/** Random gets, ordered scans and puts without fsync; all data fits into the caches. */
final class CachedScenario implements Scenario {
  private static final int VALUE_BYTES = 100;
  private static final long CACHE_BYTES = 1L << 30;

  private static final Map<PeerKind, Double> GET =
      Map.of(PeerKind.ROCKSDB, 2.0, PeerKind.MVSTORE, 1.2, PeerKind.LMDB, 1.0, PeerKind.XODUS, 3.0);
  private static final Map<PeerKind, Double> SCAN =
      Map.of(PeerKind.ROCKSDB, 4.0, PeerKind.MVSTORE, 1.5, PeerKind.LMDB, 1.0);
  private static final Map<PeerKind, Double> PUT =
      Map.of(
          PeerKind.ROCKSDB,
          2.0,
          PeerKind.MVSTORE,
          3.0,
          PeerKind.MVSTORE_TX,
          3.0,
          PeerKind.XODUS,
          8.0);

  @Override
  public List<RowResult> run(Run run) {
    RunOptions options = run.options();
    try (PeerChildren children =
        run.loaded(Run.opening(false, CACHE_BYTES), command(Task.LOAD, options))) {
      Rounds rounds = new Rounds(run, children);
      RowResult gets =
          RowResult.ofRates(
              "random get, cached, 1 thread",
              "gets/s",
              rounds.rates(round -> round(Task.RANDOM_GET, options, round), false),
              GET,
              "many gets of one view or read transaction, where the engine has such a thing");
      RowResult fresh =
          RowResult.ofRates(
              "random get, cached, 1 thread, newest state at each get",
              "gets/s",
              rounds.rates(round -> round(Task.FRESH_GET, options, round), false),
              GET,
              "a view or read transaction for every get, where the engine has such a thing");
      RowResult scans =
          RowResult.ofRates(
              "ordered scan, cached",
              "entries/s",
              rounds.rates(round -> round(Task.SCAN, options, round), false),
              SCAN);
      RowResult puts =
          RowResult.ofRates(
              "transactional put without fsync, 1 thread",
              "puts/s",
              rounds.rates(round -> round(Task.PUT, options, round), true),
              PUT,
              "one transaction a put, random keys; compare only engines whose put survives kill");
      return List.of(gets, fresh, scans, puts);
    }
  }

  private static Command command(Task task, RunOptions options) {
    return Command.of(task).withData(options.entries(), VALUE_BYTES);
  }

  private static Command round(Task task, RunOptions options, long round) {
    return command(task, options).withRound(options.millis(), 1, round);
  }
}
