package org.lightningdb.benchmarks.peers.child;

import java.util.SplittableRandom;
import org.lightningdb.benchmarks.peers.engine.KeyValuePeer;

/** Overwrites as many random entries as there are, ten times, in transactions of 100. */
final class Churn implements Measurement {
  private static final int TIMES = 10;
  private static final int BATCH = 100;

  @Override
  public Sample run(KeyValuePeer peer, Command command) {
    DataSet data = new DataSet(command.entries(), command.valueBytes());
    SplittableRandom random = new SplittableRandom(command.seed());
    Clock clock = new Clock();
    long operations = 0;
    while (operations < TIMES * data.entries()) {
      byte[][] keys = new byte[BATCH][];
      byte[][] values = new byte[BATCH][];
      for (int i = 0; i < BATCH; i++) {
        keys[i] = DataSet.key(random.nextLong(data.entries()));
        values[i] = data.value(random.nextLong());
      }
      peer.putAll(keys, values);
      operations += BATCH;
    }
    peer.settle();
    return clock.sample(operations);
  }
}
