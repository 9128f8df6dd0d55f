package org.lightningdb.benchmarks.peers.child;

import java.util.SplittableRandom;
import org.lightningdb.benchmarks.peers.engine.KeyValuePeer;

/**
 * Puts until the log that a restart must read is as long as it ever gets: first until the engine
 * has shortened it once, then until it is nearly as long as it was then. Returns at once, so that
 * the process can be killed. An engine that does not tell its log writes until the time is over.
 */
final class FillLog implements Measurement {
  private static final int BETWEEN_LOOKS = 64;
  private static final double NEARLY = 0.95;

  @Override
  public Sample run(KeyValuePeer peer, Command command) {
    DataSet data = new DataSet(command.entries(), command.valueBytes());
    SplittableRandom random = new SplittableRandom(command.seed());
    Clock clock = new Clock();
    long operations = 0;
    long logBytes = 0;
    long most = 0;
    boolean shortened = false;
    boolean full = false;
    while (!full && clock.wallNanos() < command.millis() * 1_000_000) {
      for (int i = 0; i < BETWEEN_LOOKS; i++) {
        peer.put(DataSet.key(random.nextLong(data.entries())), data.value(random.nextLong()));
      }
      operations += BETWEEN_LOOKS;
      logBytes = peer.logBytes();
      shortened |= logBytes < most / 2;
      most = Math.max(most, logBytes);
      full = shortened && logBytes >= NEARLY * most;
    }
    return clock
        .sample(operations)
        .with("log_mebibytes", logBytes / 1048576.0)
        .with("longest_log_mebibytes", most / 1048576.0);
  }
}
