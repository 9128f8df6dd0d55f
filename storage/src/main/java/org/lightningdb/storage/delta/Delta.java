package org.lightningdb.storage.delta;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionSource;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.memory.ByteArrays;

/**
 * The recent versions of one store, in memory: what commits write into and what a checkpoint later
 * moves into the layout.
 *
 * <p><b>Idea.</b> A B+Tree whose nodes hold positions in an {@link Arena}, and for each key its
 * first bytes as a long, so that a search looks at one small array. A key leads to a chain of
 * versions, newest first; a version never changes.
 *
 * <p><b>Threads.</b> Any number of readers and writers. Nodes carry a version lock (optimistic lock
 * coupling): a reader takes no lock and writes no shared memory, it notes a node's version, reads,
 * and starts again at the root if the version moved meanwhile. A writer locks the leaf it changes,
 * and for a split also the parent. Full nodes are split on the way down, so a split never needs
 * more than two locks. Readers never wait for anything but the few instructions of a writer inside
 * the same node.
 *
 * <p><b>Invariants.</b> Versions go only when the commit that is being applied fails, and nobody
 * reads them then. Keys are never removed and nodes never merged: the tree lives from one
 * checkpoint to the next. Therefore every separator is also a key of the leaf to its right, a leaf
 * other than the first is never empty, and the right neighbour noted together with a leaf's content
 * stays the right place to go on, however often either splits later.
 *
 * <p><b>Visibility.</b> A reader at timestamp t sees, for each key, the newest version not above t.
 * It is the caller's business that everything up to t was put before it reads at t. Timestamps of
 * one key ascend.
 *
 * <p><b>Dropped.</b> A skip list map: three times slower and twice the memory. Radix trees: faster
 * inserts by one thread, slower scans. Branch-free search: slower inside the tree.
 */
public final class Delta implements VersionSource {
  private static final int SLOT_BYTES = 40;

  private final ByteArrays arrays;
  private final Arena arena;
  private final AtomicLong entries = new AtomicLong();
  private volatile Node root = new LeafNode();

  public Delta() {
    this(ByteArrays.HEAP);
  }

  /**
   * @param arrays where the memory of keys and values comes from
   */
  public Delta(ByteArrays arrays) {
    this.arrays = arrays;
    this.arena = new Arena(arrays);
  }

  /** An empty one whose memory comes from the same place. */
  public Delta successor() {
    return new Delta(arrays);
  }

  /**
   * Adds a version; null is a deletion. Copies all bytes.
   *
   * @throws OutOfMemoryError nothing was added
   */
  public void put(Slice key, long commitTimestamp, @Nullable Slice value) {
    long version = arena.writeVersion(commitTimestamp, value);
    for (int attempts = 0; !tryPut(key, version); attempts++) {
      Node.pause(attempts);
    }
  }

  /**
   * Takes a version back if it is the newest of {@code key}; nobody may have read at its timestamp.
   * The key stays, maybe without a version. Needs no memory.
   */
  public void takeBack(Slice key, long commitTimestamp) {
    for (int attempts = 0; !tryTakeBack(key, commitTimestamp); attempts++) {
      Node.pause(attempts);
    }
  }

  private boolean tryTakeBack(Slice key, long commitTimestamp) {
    Node node = root;
    long seen = node.readLock();
    if (node != root) {
      return false;
    }
    while (node instanceof InnerNode inner) {
      Node child = inner.childOf(key, seen, arena);
      if (child == null || !inner.validate(seen)) {
        return false;
      }
      long childSeen = child.readLock();
      if (!inner.validate(seen)) {
        return false;
      }
      node = child;
      seen = childSeen;
    }
    LeafNode leaf = (LeafNode) node;
    int slot = leaf.find(key, seen, arena);
    if (slot == Node.RESTART || !leaf.tryLock(seen)) {
      return false;
    }
    try {
      long newest = slot < 0 ? 0 : leaf.versions[slot];
      if (newest != 0 && arena.timestamp(newest) == commitTimestamp) {
        leaf.versions[slot] = arena.older(newest);
      }
    } finally {
      leaf.unlock();
    }
    return true;
  }

  @Override
  public boolean get(Slice key, long readTimestamp, FoundVersion out) {
    long version = arena.visible(newestVersion(key), readTimestamp);
    if (version == 0) {
      return false;
    }
    arena.readInto(version, out);
    return true;
  }

  @Override
  public long newestTimestamp(Slice key) {
    long version = newestVersion(key);
    return version == 0 ? 0 : arena.timestamp(version);
  }

  @Override
  public VersionedCursor cursor(ByteRange range, long readTimestamp) {
    return new DeltaCursor(this, arena, range, readTimestamp);
  }

  @Override
  public boolean changedAfter(ByteRange range, long timestamp) {
    try (VersionedCursor cursor = cursor(range, Long.MAX_VALUE - 1)) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        if (cursor.commitTimestamp() > timestamp) {
          return true;
        }
      }
    }
    return false;
  }

  /** Memory held, about; 0 while empty. */
  @Override
  public long bytes() {
    long count = entries.get();
    return count == 0 ? 0 : arena.usedBytes() + count * SLOT_BYTES;
  }

  /** Distinct keys. */
  @Override
  public long entries() {
    return entries.get();
  }

  /** The head of the version chain of {@code key}, 0 if there is none. */
  private long newestVersion(Slice key) {
    for (int attempts = 0; ; attempts++) {
      long version = tryNewestVersion(key);
      if (version >= 0) {
        return version;
      }
      Node.pause(attempts);
    }
  }

  private long tryNewestVersion(Slice key) {
    Node node = root;
    long seen = node.readLock();
    if (node != root) {
      return -1;
    }
    while (node instanceof InnerNode inner) {
      Node child = inner.childOf(key, seen, arena);
      if (child == null || !inner.validate(seen)) {
        return -1;
      }
      long childSeen = child.readLock();
      if (!inner.validate(seen)) {
        return -1;
      }
      node = child;
      seen = childSeen;
    }
    LeafNode leaf = (LeafNode) node;
    int slot = leaf.find(key, seen, arena);
    long version = slot < 0 ? 0 : leaf.versions[slot];
    return slot == Node.RESTART || !leaf.validate(seen) ? -1 : version;
  }

  @Override
  public double shareBelow(Slice key) {
    for (int attempts = 0; ; attempts++) {
      double share = tryShareBelow(key);
      if (share >= 0) {
        return share;
      }
      Node.pause(attempts);
    }
  }

  /** As if all children of a node held as many keys as each other; -1 if the tree moved. */
  private double tryShareBelow(Slice key) {
    double share = 0;
    double width = 1;
    Node node = root;
    long seen = node.readLock();
    if (node != root) {
      return -1;
    }
    while (node instanceof InnerNode inner) {
      int position = inner.positionOf(key, seen, arena);
      int children = inner.count + 1;
      if (position == Node.RESTART || !inner.validate(seen)) {
        return -1;
      }
      Node child = inner.childAt(position);
      long childSeen = child.readLock();
      if (!inner.validate(seen)) {
        return -1;
      }
      share += width * position / children;
      width /= children;
      node = child;
      seen = childSeen;
    }
    int slot = node.find(key, seen, arena);
    int keys = node.count;
    if (slot == Node.RESTART || !node.validate(seen)) {
      return -1;
    }
    return share + width * (slot < 0 ? -1 - slot : slot) / Math.max(1, keys);
  }

  private boolean tryPut(Slice key, long version) {
    Node node = root;
    long seen = node.readLock();
    if (node != root) {
      return false;
    }
    InnerNode parent = null;
    long parentSeen = 0;
    while (node instanceof InnerNode inner) {
      if (inner.isFull()) {
        splitInner(parent, parentSeen, inner, seen);
        return false;
      }
      Node child = inner.childOf(key, seen, arena);
      if (child == null || !inner.validate(seen)) {
        return false;
      }
      long childSeen = child.readLock();
      if (!inner.validate(seen)) {
        return false;
      }
      parent = inner;
      parentSeen = seen;
      node = child;
      seen = childSeen;
    }
    return putIntoLeaf(parent, parentSeen, (LeafNode) node, seen, key, version);
  }

  private boolean putIntoLeaf(
      @Nullable InnerNode parent,
      long parentSeen,
      LeafNode leaf,
      long seen,
      Slice key,
      long version) {
    int slot = leaf.find(key, seen, arena);
    if (slot == Node.RESTART) {
      return false;
    }
    if (slot < 0 && leaf.isFull()) {
      splitLeaf(parent, parentSeen, leaf, seen, -1 - slot);
      return false;
    }
    if (!leaf.tryLock(seen)) {
      return false;
    }
    try {
      if (slot >= 0) {
        arena.setOlder(version, leaf.versions[slot]);
        leaf.versions[slot] = version;
      } else {
        leaf.insert(-1 - slot, key, arena.writeKey(key), version, arena);
        entries.incrementAndGet();
      }
    } finally {
      leaf.unlock();
    }
    return true;
  }

  /** Keys that arrive in order leave full leaves behind. */
  private void splitLeaf(
      @Nullable InnerNode parent, long parentSeen, LeafNode leaf, long seen, int insertion) {
    if (!lockForSplit(parent, parentSeen, leaf, seen)) {
      return;
    }
    try {
      boolean appending = leaf.next == null && insertion == leaf.count;
      int middle = appending ? leaf.count - 1 : leaf.count / 2;
      LeafNode right = leaf.rightPart(middle, arena);
      byte[] leftPrefix = leaf.prefixOf(0, middle, arena);
      addToParent(parent, leaf, leaf.keys[middle], right);
      leaf.truncate(middle, leftPrefix, arena);
      leaf.next = right;
    } finally {
      unlockAfterSplit(parent, leaf);
    }
  }

  private void splitInner(@Nullable InnerNode parent, long parentSeen, InnerNode node, long seen) {
    if (!lockForSplit(parent, parentSeen, node, seen)) {
      return;
    }
    try {
      int middle = node.count / 2;
      InnerNode right = node.rightPart(middle, arena);
      byte[] leftPrefix = node.prefixOf(0, middle, arena);
      addToParent(parent, node, node.keys[middle], right);
      node.truncate(middle, leftPrefix, arena);
    } finally {
      unlockAfterSplit(parent, node);
    }
  }

  private boolean lockForSplit(@Nullable InnerNode parent, long parentSeen, Node node, long seen) {
    if (parent != null && !parent.tryLock(parentSeen)) {
      return false;
    }
    if (!node.tryLock(seen)) {
      if (parent != null) {
        parent.unlock();
      }
      return false;
    }
    if (parent == null && node != root) {
      node.unlock();
      return false;
    }
    return true;
  }

  private static void unlockAfterSplit(@Nullable InnerNode parent, Node node) {
    node.unlock();
    if (parent != null) {
      parent.unlock();
    }
  }

  private void addToParent(@Nullable InnerNode parent, Node left, long separator, Node right) {
    Slice separatorKey = arena.key(separator, new Slice());
    if (parent == null) {
      root = InnerNode.root(left, separator, separatorKey, right, arena);
    } else {
      parent.insert(separator, separatorKey, right, arena);
    }
  }

  /** Which leaf a cursor asks for, and where in it to stand. */
  enum Wanted {
    /** The leaf that {@code key} belongs to. */
    AT,
    /** The leaf with the largest key below {@code key}. */
    BELOW,
    FIRST,
    LAST
  }

  /** Copies the wanted leaf into {@code snapshot}. */
  void load(Wanted wanted, Slice key, LeafSnapshot snapshot) {
    for (int attempts = 0; !tryLoad(wanted, key, snapshot); attempts++) {
      Node.pause(attempts);
    }
  }

  private boolean tryLoad(Wanted wanted, Slice key, LeafSnapshot snapshot) {
    Node node = root;
    long seen = node.readLock();
    if (node != root) {
      return false;
    }
    while (node instanceof InnerNode inner) {
      Node child =
          switch (wanted) {
            case AT -> inner.childOf(key, seen, arena);
            case BELOW -> inner.childBelow(key, seen, arena);
            case FIRST -> inner.firstChild();
            case LAST -> inner.lastChild();
          };
      if (child == null || !inner.validate(seen)) {
        return false;
      }
      long childSeen = child.readLock();
      if (!inner.validate(seen)) {
        return false;
      }
      node = child;
      seen = childSeen;
    }
    return snapshot.tryCopy((LeafNode) node, seen);
  }
}
