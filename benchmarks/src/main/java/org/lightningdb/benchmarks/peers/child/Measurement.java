package org.lightningdb.benchmarks.peers.child;

import org.lightningdb.benchmarks.peers.engine.KeyValuePeer;

/** One way of using an engine and what it cost. */
@FunctionalInterface
interface Measurement {
  Sample run(KeyValuePeer peer, Command command);
}
