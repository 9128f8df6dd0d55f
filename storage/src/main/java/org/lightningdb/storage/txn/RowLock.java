package org.lightningdb.storage.txn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.LockMode;

/**
 * The lock of one key of one store, in the table only while it is held: by one owner, or by any
 * number of sharers. The holders, the waiters and the chain of the bucket are guarded by the stripe
 * of the lock; while there are waiters, the holders change only under the wait graph too. {@code
 * nextHeld} belongs to the thread of the owner.
 */
final class RowLock {
  private final long storeId;
  private final byte[] key;
  private final int keyLength;
  private final int hash;
  private @Nullable LockOwner owner;
  private @Nullable List<LockOwner> sharers;
  @Nullable RowLock nextInBucket;
  @Nullable RowLock nextHeld;
  private @Nullable Deque<LockWaiter> waiters;

  /** A lock that nobody holds yet. The key is the first bytes of {@code key}, which stay as is. */
  RowLock(long storeId, byte[] key, int keyLength, int hash) {
    this.storeId = storeId;
    this.key = key;
    this.keyLength = keyLength;
    this.hash = hash;
  }

  static int hash(long storeId, byte[] key, int keyLength) {
    int hash = Long.hashCode(storeId);
    for (int i = 0; i < keyLength; i++) {
      hash = 31 * hash + key[i];
    }
    hash *= 0x9E3779B1;
    return hash ^ (hash >>> 15);
  }

  int hash() {
    return hash;
  }

  long storeId() {
    return storeId;
  }

  Slice key() {
    return new Slice(key, 0, keyLength);
  }

  boolean is(int otherHash, long otherStoreId, byte[] otherKey, int otherKeyLength) {
    return hash == otherHash
        && storeId == otherStoreId
        && Arrays.equals(key, 0, keyLength, otherKey, 0, otherKeyLength);
  }

  /** Whether {@code one} is the owner, whom nobody shares with. */
  boolean ownedBy(LockOwner one) {
    return owner == one;
  }

  boolean sharedBy(LockOwner one) {
    List<LockOwner> all = sharers;
    return all != null && all.contains(one);
  }

  boolean heldBy(LockOwner one, LockMode mode) {
    return ownedBy(one) || (mode == LockMode.SHARED && sharedBy(one));
  }

  /** Whether the holders, waiters apart, let {@code one} have it. */
  boolean allows(LockOwner one, LockMode mode) {
    List<LockOwner> all = sharers;
    if (owner != null) {
      return false;
    }
    return mode == LockMode.SHARED
        || all == null
        || all.isEmpty()
        || (all.size() == 1 && all.contains(one));
  }

  /** To be called if {@link #allows} only. */
  void hold(LockOwner one, LockMode mode) {
    if (mode == LockMode.EXCLUSIVE) {
      owner = one;
      sharers = null;
      return;
    }
    List<LockOwner> all = sharers;
    if (all == null) {
      all = new ArrayList<>(2);
      sharers = all;
    }
    all.add(one);
  }

  /** Returns whether {@code one} held it. */
  boolean letGo(LockOwner one) {
    if (owner == one) {
      owner = null;
      return true;
    }
    List<LockOwner> all = sharers;
    return all != null && all.remove(one);
  }

  boolean free() {
    List<LockOwner> all = sharers;
    return owner == null && (all == null || all.isEmpty());
  }

  /** Those who hold it, whatever the mode, but for {@code one}. */
  void holdersBut(LockOwner one, Consumer<LockOwner> visitor) {
    LockOwner only = owner;
    if (only != null && only != one) {
      visitor.accept(only);
    }
    List<LockOwner> all = sharers;
    if (all != null) {
      for (LockOwner sharer : all) {
        if (sharer != one) {
          visitor.accept(sharer);
        }
      }
    }
  }

  /** Those who wait, in the order in which they will be served. */
  Deque<LockWaiter> waiters() {
    Deque<LockWaiter> queue = waiters;
    if (queue == null) {
      queue = new ArrayDeque<>(2);
      waiters = queue;
    }
    return queue;
  }

  boolean awaited() {
    Deque<LockWaiter> queue = waiters;
    return queue != null && !queue.isEmpty();
  }

  @Override
  public String toString() {
    return "row lock of store " + storeId + ", key " + new Slice(key, 0, keyLength);
  }
}
