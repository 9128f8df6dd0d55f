package org.lightningdb.benchmarks.peers;

import java.util.List;

/** Children that are closed together. */
record PeerChildren(List<PeerChild> all) implements AutoCloseable {
  @Override
  public void close() {
    all.forEach(PeerChild::close);
  }
}
