package org.lightningdb.benchmarks.peers.child;

import java.util.SplittableRandom;
import org.lightningdb.benchmarks.peers.engine.KeyValuePeer;
import org.lightningdb.benchmarks.peers.engine.PointReader;

/** Keys that are there, in random order, one thread. */
final class RandomGets implements Measurement {
  private static final int BETWEEN_LOOKS = 256;

  private final boolean fresh;

  /**
   * @param fresh whether every get sees the newest state, instead of one state for all
   */
  RandomGets(boolean fresh) {
    this.fresh = fresh;
  }

  @Override
  public Sample run(KeyValuePeer peer, Command command) {
    SplittableRandom random = new SplittableRandom(command.seed());
    byte[] key = new byte[DataSet.KEY_BYTES];
    long operations = 0;
    try (PointReader reader = fresh ? peer.freshReader() : peer.reader()) {
      Clock clock = new Clock();
      while (clock.wallNanos() < command.millis() * 1_000_000) {
        for (int i = 0; i < BETWEEN_LOOKS; i++) {
          long id = random.nextLong(command.entries());
          if (reader.get(DataSet.fill(key, id)) == PointReader.ABSENT) {
            throw new IllegalStateException("entry " + id + " is missing");
          }
        }
        operations += BETWEEN_LOOKS;
      }
      return clock.sample(operations);
    }
  }
}
