package org.lightningdb.storage.delta;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;

/** The content of one leaf at one moment, together with its right neighbour of that moment. */
final class LeafSnapshot {
  final long[] keys = new long[Node.CAPACITY];
  final long[] versions = new long[Node.CAPACITY];
  int count;
  @Nullable LeafNode next;

  boolean tryCopy(LeafNode leaf, long seen) {
    int size = leaf.count;
    System.arraycopy(leaf.keys, 0, keys, 0, size);
    System.arraycopy(leaf.versions, 0, versions, 0, size);
    count = size;
    next = leaf.next;
    return leaf.validate(seen);
  }

  /** Copies the right neighbour; false if there is none. */
  boolean advance() {
    LeafNode leaf = next;
    if (leaf == null) {
      return false;
    }
    for (int attempts = 0; !tryCopy(leaf, leaf.readLock()); attempts++) {
      Node.pause(attempts);
    }
    return true;
  }

  /** The index of the first key at or above {@code key}. */
  int lowerBound(Slice key, Arena arena) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (arena.compareKey(keys[middle], key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
