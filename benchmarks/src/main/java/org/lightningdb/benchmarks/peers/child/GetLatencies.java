package org.lightningdb.benchmarks.peers.child;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.lightningdb.benchmarks.peers.engine.KeyValuePeer;
import org.lightningdb.benchmarks.peers.engine.PointReader;

/** The time of each of many random gets. */
final class GetLatencies implements Measurement {
  private static final int GETS = 200_000;

  @Override
  public Sample run(KeyValuePeer peer, Command command) {
    SplittableRandom random = new SplittableRandom(command.seed());
    byte[] key = new byte[DataSet.KEY_BYTES];
    long[] nanos = new long[GETS];
    try (PointReader reader = peer.reader()) {
      Clock clock = new Clock();
      for (int i = 0; i < GETS; i++) {
        DataSet.fill(key, random.nextLong(command.entries()));
        long start = System.nanoTime();
        long touch = reader.get(key);
        nanos[i] = System.nanoTime() - start;
        if (touch == PointReader.ABSENT) {
          throw new IllegalStateException("an entry is missing");
        }
      }
      Sample sample = clock.sample(GETS);
      Arrays.sort(nanos);
      return sample
          .with("p50_micros", nanos[GETS / 2] / 1e3)
          .with("p99_micros", nanos[GETS / 100 * 99] / 1e3)
          .with("p999_micros", nanos[GETS / 1000 * 999] / 1e3);
    }
  }
}
