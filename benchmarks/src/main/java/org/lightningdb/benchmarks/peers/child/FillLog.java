package org.lightningdb.benchmarks.peers.child;

import java.util.SplittableRandom;
import org.lightningdb.benchmarks.peers.engine.KeyValuePeer;

/**
 * Puts until the log that a restart must read has reached the limit, or, if the engine shortens its
 * log before, until the time is over; then returns at once, so that the process can be killed.
 */
final class FillLog implements Measurement {
  private static final int BETWEEN_LOOKS = 64;

  @Override
  public Sample run(KeyValuePeer peer, Command command) {
    DataSet data = new DataSet(command.entries(), command.valueBytes());
    SplittableRandom random = new SplittableRandom(command.seed());
    Clock clock = new Clock();
    long operations = 0;
    long logBytes = 0;
    while (logBytes < command.limitBytes() && clock.wallNanos() < command.millis() * 1_000_000) {
      for (int i = 0; i < BETWEEN_LOOKS; i++) {
        peer.put(DataSet.key(random.nextLong(data.entries())), data.value(random.nextLong()));
      }
      operations += BETWEEN_LOOKS;
      logBytes = peer.logBytes();
    }
    return clock.sample(operations).with("log_mebibytes", logBytes / 1048576.0);
  }
}
