package org.lightningdb.benchmarks.peers.engine;

import java.util.ArrayList;
import java.util.List;

/** Loads through ordinary transactions of many writes, for engines without a better way. */
final class Batches {
  private Batches() {}

  static void putAll(KeyValuePeer peer, SortedEntries entries, int batch) {
    List<byte[]> keys = new ArrayList<>(batch);
    List<byte[]> values = new ArrayList<>(batch);
    boolean more = entries.next();
    while (more) {
      keys.add(entries.key());
      values.add(entries.value());
      more = entries.next();
      if (keys.size() == batch || !more) {
        peer.putAll(keys.toArray(new byte[0][]), values.toArray(new byte[0][]));
        keys.clear();
        values.clear();
      }
    }
  }
}
