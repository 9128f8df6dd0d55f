package org.lightningdb.storage.delta;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;

/** Keys with the heads of their version chains. Leaves are split, never merged or removed. */
final class LeafNode extends Node {
  final long[] versions = new long[CAPACITY];
  @Nullable LeafNode next;

  boolean isFull() {
    return count == CAPACITY;
  }

  void insert(int index, Slice key, long keyPosition, long version, Arena arena) {
    insertKey(index, keyPosition, key, arena);
    System.arraycopy(versions, index, versions, index + 1, count - 1 - index);
    versions[index] = version;
  }

  /** A right neighbour with the entries from {@code index} on; this leaf is not changed yet. */
  LeafNode rightPart(int index, Arena arena) {
    LeafNode right = new LeafNode();
    right.copyKeys(this, index, count, arena);
    System.arraycopy(versions, index, right.versions, 0, right.count);
    right.next = next;
    return right;
  }
}
