package org.lightningdb.benchmarks.peers.child;

import org.lightningdb.benchmarks.peers.engine.KeyValuePeer;

/** Ascending entries into an empty engine, in its own best way, until all is on the device. */
final class BulkLoad implements Measurement {
  @Override
  public Sample run(KeyValuePeer peer, Command command) {
    Clock clock = new Clock();
    peer.bulkLoad(new DataSet(command.entries(), command.valueBytes()).sorted());
    Sample sample = clock.sample(command.entries());
    double bytes = (double) command.entries() * (DataSet.KEY_BYTES + command.valueBytes());
    return sample.with("megabytes_per_second", bytes / 1e6 / (sample.wallNanos() / 1e9));
  }
}
