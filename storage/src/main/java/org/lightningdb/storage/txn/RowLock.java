package org.lightningdb.storage.txn;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;

/**
 * The exclusive lock of one key of one store, in the table only while it is held; equal to every
 * lock of the same key. {@code owner} and the waiters are guarded by the stripe of the lock; while
 * there are waiters, {@code owner} changes only under the wait graph too.
 */
final class RowLock {
  private final long storeId;
  private final byte[] key;
  private final int hash;
  LockOwner owner;
  private @Nullable Deque<LockWaiter> waiters;

  /** Keeps {@code key}, which must not change any more. */
  RowLock(long storeId, byte[] key, LockOwner owner) {
    this.storeId = storeId;
    this.key = key;
    this.owner = owner;
    this.hash = 31 * Long.hashCode(storeId) + Arrays.hashCode(key);
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
  public boolean equals(@Nullable Object other) {
    return other instanceof RowLock that
        && hash == that.hash
        && storeId == that.storeId
        && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "row lock of store " + storeId + ", key " + new Slice(key);
  }
}
