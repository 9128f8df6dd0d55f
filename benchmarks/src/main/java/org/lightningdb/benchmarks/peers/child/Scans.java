package org.lightningdb.benchmarks.peers.child;

import org.lightningdb.benchmarks.peers.engine.KeyValuePeer;

/** All entries in order, again and again. */
final class Scans implements Measurement {
  @Override
  public Sample run(KeyValuePeer peer, Command command) {
    Clock clock = new Clock();
    long operations = 0;
    long first = peer.scan();
    operations += command.entries();
    while (clock.wallNanos() < command.millis() * 1_000_000) {
      if (peer.scan() != first) {
        throw new IllegalStateException("two scans of the same data differ");
      }
      operations += command.entries();
    }
    return clock.sample(operations);
  }
}
