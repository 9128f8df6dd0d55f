package org.lightningdb.benchmarks.peers.child;

import java.util.SplittableRandom;
import org.lightningdb.benchmarks.peers.engine.KeyValuePeer;

/** Overwrites of random keys, one transaction each, nothing waits for the device. */
final class Puts implements Measurement {
  private static final int BETWEEN_LOOKS = 64;

  @Override
  public Sample run(KeyValuePeer peer, Command command) {
    DataSet data = new DataSet(command.entries(), command.valueBytes());
    SplittableRandom random = new SplittableRandom(command.seed());
    Clock clock = new Clock();
    long operations = 0;
    while (clock.wallNanos() < command.millis() * 1_000_000) {
      for (int i = 0; i < BETWEEN_LOOKS; i++) {
        peer.put(DataSet.key(random.nextLong(data.entries())), data.value(random.nextLong()));
      }
      operations += BETWEEN_LOOKS;
    }
    return clock.sample(operations);
  }
}
