package org.lightningdb.storage.txn;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;

/**
 * The exclusive lock of one key of one store, in the table only while it is held. {@code owner},
 * the waiters and the chain of the bucket are guarded by the stripe of the lock; while there are
 * waiters, {@code owner} changes only under the wait graph too. {@code nextHeld} belongs to the
 * thread of the owner.
 */
final class RowLock {
  private final long storeId;
  private final byte[] key;
  private final int keyLength;
  private final int hash;
  LockOwner owner;
  @Nullable RowLock nextInBucket;
  @Nullable RowLock nextHeld;
  private @Nullable Deque<LockWaiter> waiters;

  /** The key is the first bytes of {@code key}, which must not change any more. */
  RowLock(long storeId, byte[] key, int keyLength, int hash, LockOwner owner) {
    this.storeId = storeId;
    this.key = key;
    this.keyLength = keyLength;
    this.hash = hash;
    this.owner = owner;
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

  /** Those who wait, longest first. */
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
