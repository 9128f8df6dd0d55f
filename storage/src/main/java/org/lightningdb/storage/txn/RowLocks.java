package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

/**
 * The exclusive row locks of all transactions, held from the first write of a key until the commit
 * is ordered or the transaction rolls back.
 *
 * <p>Idea: a hash table cut into stripes, each with its own mutex; taking a free lock touches one
 * stripe. A thread that must wait joins the queue of the lock and parks; whoever releases hands the
 * lock to the longest waiter, so nobody starves and nobody races for it.
 *
 * <p>Deadlocks: a transaction waits for at most one lock and a lock has one owner, so the wait
 * graph is a set of chains. A newcomer follows the chain from the owner of the lock it wants; if it
 * meets itself, it is refused. Waiters further ahead in the queue need no edge of their own: they
 * wait for the same owner. All edges change under {@code graph} alone, taken after a stripe and
 * never before one, so the chain that is followed is exact: no missed and no imagined deadlock.
 *
 * <p>Thread-safe; the list of locks inside a {@link LockOwner} belongs to the thread of its
 * transaction.
 */
final class RowLocks {
  private static final int STRIPES = 64;

  private final LockTable[] tables = new LockTable[STRIPES];
  private final ReentrantLock graph = new ReentrantLock();

  /** Replaced, never changed, whenever a claim comes, grows or goes: then it is another list. */
  private volatile List<LockClaim> claims = List.of();

  private final long timeoutMillis;
  private final LongSupplier nanoTime;

  RowLocks(long timeoutMillis, LongSupplier nanoTime) {
    this.timeoutMillis = timeoutMillis;
    this.nanoTime = nanoTime;
    for (int i = 0; i < STRIPES; i++) {
      tables[i] = new LockTable();
    }
  }

  /**
   * Takes the lock of the key in the first bytes of {@code key} for {@code owner}, who may hold it
   * already.
   *
   * @param key becomes property of the lock
   * @return whether the lock is new to the owner
   * @throws StorageException {@code DEADLOCK}, {@code LOCK_TIMEOUT} or {@code INTERRUPTED}
   */
  boolean acquire(LockOwner owner, long storeId, byte[] key, int keyLength) {
    int hash = RowLock.hash(storeId, key, keyLength);
    LockTable table = tableOf(hash);
    List<LockClaim> notCovering = null;
    while (true) {
      RowLock lock = null;
      LockWaiter waiter = null;
      table.mutex.lock();
      try {
        RowLock present = table.find(hash, storeId, key, keyLength);
        if (present == null) {
          if (claims == notCovering || !claimed(claims, owner, storeId)) {
            RowLock taken = new RowLock(storeId, key, keyLength, hash, owner);
            table.add(taken);
            owner.addHeld(taken);
            return true;
          }
        } else if (present.owner == owner) {
          return false;
        } else {
          lock = present;
          waiter = enqueue(lock, owner);
        }
      } finally {
        table.mutex.unlock();
      }
      if (lock != null && waiter != null) {
        waitFor(table, lock, waiter);
        owner.addHeld(lock);
        return true;
      }
      notCovering = borrow(owner, storeId, key, keyLength, hash);
    }
  }

  private static boolean claimed(List<LockClaim> all, LockOwner owner, long storeId) {
    for (LockClaim claim : all) {
      if (claim.owner() != owner && claim.concerns(storeId)) {
        return true;
      }
    }
    return false;
  }

  /**
   * If another transaction claims the key, puts a lock of the key that belongs to it into the
   * table.
   *
   * @return the claims, if none of them covers the key
   */
  private @Nullable List<LockClaim> borrow(
      LockOwner owner, long storeId, byte[] key, int keyLength, int hash) {
    List<LockClaim> all = claims;
    Slice wanted = new Slice(key, 0, keyLength);
    for (LockClaim claim : all) {
      if (claim.owner() != owner && claim.covers(storeId, wanted)) {
        RowLock lent = new RowLock(storeId, key, keyLength, hash, claim.owner());
        LockTable table = tableOf(hash);
        table.mutex.lock();
        try {
          if (table.find(hash, storeId, key, keyLength) == null && claim.lend(lent)) {
            table.add(lent);
          }
        } finally {
          table.mutex.unlock();
        }
        return null;
      }
    }
    return all;
  }

  /** Makes a claim, or what was added to it, known to everybody. */
  void publish(LockClaim claim) {
    graph.lock();
    try {
      List<LockClaim> next = new ArrayList<>(claims);
      if (!next.contains(claim)) {
        next.add(claim);
      }
      claims = Collections.unmodifiableList(next);
    } finally {
      graph.unlock();
    }
  }

  /**
   * Releases what {@code owner} holds of the keys that {@code spilled} knows; a claim is in its
   * place.
   */
  void exchange(LockOwner owner, Predicate<RowLock> spilled) {
    RowLock lock = owner.takeHeld();
    while (lock != null) {
      RowLock next = lock.nextHeld;
      if (!spilled.test(lock) || !releaseUnlessAwaited(lock)) {
        owner.addHeld(lock);
      }
      lock = next;
    }
  }

  private boolean releaseUnlessAwaited(RowLock lock) {
    LockTable table = tableOf(lock.hash());
    table.mutex.lock();
    try {
      if (lock.awaited()) {
        return false;
      }
      table.remove(lock);
      return true;
    } finally {
      table.mutex.unlock();
    }
  }

  /**
   * Takes, one after the other, the locks of all keys of {@code range} that others hold, be it by a
   * claim. The owner has claimed the range, so that there will be no new ones.
   *
   * @throws StorageException as for {@link #acquire}
   */
  void acquireThoseOfOthers(LockOwner owner, long storeId, ByteRange range) {
    List<Slice> keys = new ArrayList<>();
    for (LockTable table : tables) {
      table.mutex.lock();
      try {
        table.forEach(
            lock -> {
              if (lock.storeId() == storeId && range.contains(lock.key()) && lock.owner != owner) {
                keys.add(lock.key().copy());
              }
            });
      } finally {
        table.mutex.unlock();
      }
    }
    for (Slice key : keys) {
      acquire(owner, storeId, key.toByteArray(), key.length());
    }
    for (Slice key = claimedKey(owner, storeId, range);
        key != null;
        key = claimedKey(owner, storeId, range)) {
      acquire(owner, storeId, key.toByteArray(), key.length());
    }
  }

  /** A key of {@code range} that another transaction claims; null if there is none. */
  private @Nullable Slice claimedKey(LockOwner owner, long storeId, ByteRange range) {
    for (LockClaim claim : claims) {
      Slice key = claim.owner() == owner ? null : claim.keyIn(storeId, range);
      if (key != null) {
        return key;
      }
    }
    return null;
  }

  /** Ends a claim; returns when nobody looks into its runs any more. */
  void end(LockClaim claim) {
    graph.lock();
    try {
      List<LockClaim> next = new ArrayList<>(claims);
      next.remove(claim);
      claims = Collections.unmodifiableList(next);
    } finally {
      graph.unlock();
    }
    claim.end().forEach(this::release);
  }

  private LockWaiter enqueue(RowLock lock, LockOwner owner) {
    graph.lock();
    try {
      for (LockOwner next = lock.owner; next != null; next = ownerOfAwaited(next)) {
        if (next == owner) {
          throw new StorageException(Kind.DEADLOCK, "deadlock: waiting for the " + lock);
        }
      }
      LockWaiter waiter = new LockWaiter(owner);
      owner.waitingFor = lock;
      lock.waiters().addLast(waiter);
      return waiter;
    } finally {
      graph.unlock();
    }
  }

  private static @Nullable LockOwner ownerOfAwaited(LockOwner owner) {
    RowLock awaited = owner.waitingFor;
    return awaited == null ? null : awaited.owner;
  }

  private void waitFor(LockTable table, RowLock lock, LockWaiter waiter) {
    long deadline = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    while (!waiter.granted()) {
      if (Thread.currentThread().isInterrupted()) {
        if (abandon(table, lock, waiter)) {
          throw new StorageException(Kind.INTERRUPTED, "interrupted while waiting for the " + lock);
        }
        return;
      }
      long remaining = deadline - nanoTime.getAsLong();
      if (remaining <= 0) {
        if (abandon(table, lock, waiter)) {
          throw new StorageException(
              Kind.LOCK_TIMEOUT,
              "the " + lock + " was not free within " + timeoutMillis + " milliseconds");
        }
        return;
      }
      LockSupport.parkNanos(this, remaining);
    }
  }

  /** Leaves the queue; false if the lock was granted in the meantime. */
  private boolean abandon(LockTable table, RowLock lock, LockWaiter waiter) {
    table.mutex.lock();
    try {
      if (waiter.granted()) {
        return false;
      }
      graph.lock();
      try {
        lock.waiters().remove(waiter);
        waiter.owner().waitingFor = null;
      } finally {
        graph.unlock();
      }
      return true;
    } finally {
      table.mutex.unlock();
    }
  }

  /** Releases every lock of {@code owner}, handing each to its longest waiter. */
  void releaseAll(LockOwner owner) {
    RowLock lock = owner.takeHeld();
    while (lock != null) {
      RowLock next = lock.nextHeld; // The heir links the lock anew.
      release(lock);
      lock = next;
    }
  }

  private void release(RowLock lock) {
    LockTable table = tableOf(lock.hash());
    table.mutex.lock();
    try {
      if (lock.awaited()) {
        handOver(lock);
      } else {
        table.remove(lock);
      }
    } finally {
      table.mutex.unlock();
    }
  }

  private void handOver(RowLock lock) {
    graph.lock();
    try {
      LockWaiter heir = lock.waiters().removeFirst();
      lock.owner = heir.owner();
      heir.owner().waitingFor = null;
      heir.grant();
    } finally {
      graph.unlock();
    }
  }

  /** The count of locks held now, for tests and statistics. */
  int size() {
    int size = 0;
    for (LockTable table : tables) {
      table.mutex.lock();
      try {
        size += table.size();
      } finally {
        table.mutex.unlock();
      }
    }
    return size;
  }

  private LockTable tableOf(int hash) {
    return tables[hash & (STRIPES - 1)];
  }
}
