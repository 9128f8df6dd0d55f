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
import org.lightningdb.storage.spec.LockMode;
import org.lightningdb.storage.spec.LockWait;

/**
 * The row locks of all transactions: exclusive ones, held from the first write of a key until the
 * commit is ordered or the transaction rolls back, and shared ones, which keep a row as it is.
 *
 * <p>Idea: a hash table cut into stripes, each with its own mutex; taking a free lock touches one
 * stripe. A thread that must wait joins the queue of the lock and parks; whoever releases hands the
 * lock to those at the head of the queue. Nobody overtakes, be it a sharer whom the holders would
 * let in, so nobody starves and nobody races for it. {@link WaitGraph} refuses who would close a
 * circle.
 *
 * <p>Thread-safe; the list of locks inside a {@link LockOwner} belongs to the thread of its
 * transaction.
 */
final class RowLocks {
  private static final int STRIPES = 64;

  private final LockTable[] tables = new LockTable[STRIPES];
  private final WaitGraph graph = new WaitGraph();
  private final ReentrantLock claiming = new ReentrantLock();

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

  /** Takes the exclusive lock, however long that may take; returns whether it is new. */
  boolean acquire(LockOwner owner, long storeId, byte[] key, int keyLength) {
    return acquire(owner, storeId, key, keyLength, LockMode.EXCLUSIVE, LockWait.WAIT)
        == LockAnswer.TAKEN;
  }

  /**
   * Takes the lock of the key in the first bytes of {@code key} for {@code owner}, who may hold it
   * already.
   *
   * @param key becomes property of the lock
   * @return {@code BUSY} for {@link LockWait#SKIP} only
   * @throws StorageException {@code DEADLOCK}, {@code LOCK_TIMEOUT} or {@code INTERRUPTED}
   */
  LockAnswer acquire(
      LockOwner owner, long storeId, byte[] key, int keyLength, LockMode wanted, LockWait wait) {
    LockMode mode = strongEnough(owner, storeId, wanted);
    int hash = RowLock.hash(storeId, key, keyLength);
    LockTable table = tableOf(hash);
    List<LockClaim> notCovering = null;
    while (true) {
      RowLock lock;
      LockWaiter waiter = null;
      table.mutex.lock();
      try {
        lock = table.find(hash, storeId, key, keyLength);
        if (lock == null) {
          if (claims == notCovering || !claimed(claims, owner, storeId)) {
            RowLock taken = new RowLock(storeId, key, keyLength, hash);
            taken.hold(owner, mode);
            table.add(taken);
            owner.addHeld(taken, mode);
            return LockAnswer.TAKEN;
          }
        } else if (lock.heldBy(owner, mode)) {
          return LockAnswer.HELD;
        } else if (lock.allows(owner, mode) && (lock.sharedBy(owner) || !lock.awaited())) {
          hold(lock, owner, mode);
          return LockAnswer.TAKEN;
        } else if (wait == LockWait.WAIT) {
          waiter = graph.enqueue(lock, owner, mode);
        }
      } finally {
        table.mutex.unlock();
      }
      if (lock != null) {
        if (waiter == null) {
          return busy(lock, wait);
        }
        waitFor(table, lock, waiter);
        owner.addHeld(lock, mode);
        return LockAnswer.TAKEN;
      }
      notCovering = borrow(owner, storeId, key, keyLength, hash);
    }
  }

  /** Who claims keys of the store holds them alone, whatever the table of locks says. */
  private LockMode strongEnough(LockOwner owner, long storeId, LockMode mode) {
    if (mode == LockMode.SHARED) {
      for (LockClaim claim : claims) {
        if (claim.owner() == owner && claim.concerns(storeId)) {
          return LockMode.EXCLUSIVE;
        }
      }
    }
    return mode;
  }

  private void hold(RowLock lock, LockOwner owner, LockMode mode) {
    if (lock.awaited()) {
      graph.upgrade(lock, owner);
    } else {
      lock.hold(owner, mode);
    }
    owner.addHeld(lock, mode);
  }

  private static LockAnswer busy(RowLock lock, LockWait wait) {
    if (wait == LockWait.FAIL) {
      throw new StorageException(
          Kind.LOCK_TIMEOUT, "the " + lock + " is held by another transaction");
    }
    return LockAnswer.BUSY;
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
        RowLock lent = new RowLock(storeId, key, keyLength, hash);
        lent.hold(claim.owner(), LockMode.EXCLUSIVE);
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
    claiming.lock();
    try {
      List<LockClaim> next = new ArrayList<>(claims);
      if (!next.contains(claim)) {
        next.add(claim);
      }
      claims = Collections.unmodifiableList(next);
    } finally {
      claiming.unlock();
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
      if (!spilled.test(lock) || !releaseUnlessAwaited(lock, owner)) {
        owner.addHeld(lock);
      }
      lock = next;
    }
  }

  private boolean releaseUnlessAwaited(RowLock lock, LockOwner owner) {
    LockTable table = tableOf(lock.hash());
    table.mutex.lock();
    try {
      if (lock.awaited()) {
        return false;
      }
      if (lock.letGo(owner)) {
        table.remove(lock);
      }
      return true;
    } finally {
      table.mutex.unlock();
    }
  }

  /**
   * Takes, one after the other, the locks of all keys of {@code range} that others hold, be it by a
   * claim or shared with the owner. The owner has claimed the range, so that there will be no new
   * ones.
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
              if (lock.storeId() == storeId && range.contains(lock.key()) && !lock.ownedBy(owner)) {
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
    claiming.lock();
    try {
      List<LockClaim> next = new ArrayList<>(claims);
      next.remove(claim);
      claims = Collections.unmodifiableList(next);
    } finally {
      claiming.unlock();
    }
    claim.end().forEach(lock -> release(lock, claim.owner()));
  }

  private void waitFor(LockTable table, RowLock lock, LockWaiter waiter) {
    long nanos = waiter.owner().waitNanosMax(TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
    long deadline = nanoTime.getAsLong() + Math.min(nanos, Long.MAX_VALUE / 2);
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
              "the "
                  + lock
                  + " was not free within "
                  + TimeUnit.NANOSECONDS.toMillis(nanos)
                  + " milliseconds");
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
      graph.withdraw(lock, waiter);
      return true;
    } finally {
      table.mutex.unlock();
    }
  }

  /**
   * Releases every lock of {@code owner}, handing each to those who wait longest. Takes no memory
   * for locks that nobody waits for: there may be none left.
   */
  void releaseAll(LockOwner owner) {
    RowLock lock = owner.takeHeld();
    while (lock != null) {
      RowLock next = lock.nextHeld; // The heir links the lock anew.
      release(lock, owner);
      lock = next;
    }
    List<RowLock> shared = owner.takeShared();
    for (int i = 0; i < shared.size(); i++) {
      release(shared.get(i), owner);
    }
  }

  /** Does nothing if {@code owner} does not hold it any more. */
  private void release(RowLock lock, LockOwner owner) {
    LockTable table = tableOf(lock.hash());
    table.mutex.lock();
    try {
      if (lock.awaited()) {
        graph.release(lock, owner);
      } else if (lock.letGo(owner) && lock.free()) {
        table.remove(lock);
      }
    } finally {
      table.mutex.unlock();
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
