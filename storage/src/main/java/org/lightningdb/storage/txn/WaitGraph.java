package org.lightningdb.storage.txn;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.LockMode;

/**
 * Who waits for whom. A transaction waits for at most one lock; there it waits for those who hold
 * it and for those who stand before it in the queue, since nobody overtakes. Only who holds a lock
 * shared and wants it alone goes to the front: nobody behind it could have the lock before, anyway.
 *
 * <p>A newcomer follows these edges before it joins a queue, and is refused if they lead back to
 * itself. A shared waiter behind another one does not really wait for that, but for everything the
 * other waits for, too, and nobody but the newcomer has edges that are not in the graph yet; so no
 * imagined cycle is found, and none is missed: all edges change under this mutex alone, which is
 * taken after a stripe of the lock table and never before one.
 */
final class WaitGraph {
  private final ReentrantLock mutex = new ReentrantLock();

  /**
   * Joins the queue of {@code lock}; called under its stripe.
   *
   * @throws StorageException {@code DEADLOCK}
   */
  LockWaiter enqueue(RowLock lock, LockOwner owner, LockMode mode) {
    mutex.lock();
    try {
      boolean upgrade = lock.sharedBy(owner);
      if (leadsBack(lock, owner, upgrade)) {
        throw new StorageException(Kind.DEADLOCK, "deadlock: waiting for the " + lock);
      }
      LockWaiter waiter = new LockWaiter(owner, mode);
      owner.waitingFor = lock;
      if (upgrade) {
        lock.waiters().addFirst(waiter);
      } else {
        lock.waiters().addLast(waiter);
      }
      return waiter;
    } finally {
      mutex.unlock();
    }
  }

  private static boolean leadsBack(RowLock wanted, LockOwner newcomer, boolean upgrade) {
    Deque<LockOwner> unseen = new ArrayDeque<>();
    Set<LockOwner> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    wanted.holdersBut(newcomer, unseen::add);
    if (!upgrade) {
      addWaitersBefore(wanted, newcomer, unseen);
    }
    for (LockOwner next = unseen.poll(); next != null; next = unseen.poll()) {
      if (next == newcomer) {
        return true;
      }
      RowLock awaited = seen.add(next) ? next.waitingFor : null;
      if (awaited != null) {
        awaited.holdersBut(next, unseen::add);
        addWaitersBefore(awaited, next, unseen);
      }
    }
    return false;
  }

  private static void addWaitersBefore(RowLock lock, LockOwner owner, Deque<LockOwner> target) {
    for (LockWaiter waiter : lock.waiters()) {
      if (waiter.owner() == owner) {
        return;
      }
      target.add(waiter.owner());
    }
  }

  /**
   * Takes the lock from {@code holder} and serves those who wait, as far as they can be; called
   * under its stripe.
   */
  void release(RowLock lock, LockOwner holder) {
    mutex.lock();
    try {
      if (lock.letGo(holder)) {
        serve(lock);
      }
    } finally {
      mutex.unlock();
    }
  }

  /** From shared to exclusive at once, while others wait; called under its stripe. */
  void upgrade(RowLock lock, LockOwner owner) {
    mutex.lock();
    try {
      lock.hold(owner, LockMode.EXCLUSIVE);
    } finally {
      mutex.unlock();
    }
  }

  /** Leaves the queue, where it may have been in the way of others; called under the stripe. */
  void withdraw(RowLock lock, LockWaiter waiter) {
    mutex.lock();
    try {
      lock.waiters().remove(waiter);
      waiter.owner().waitingFor = null;
      serve(lock);
    } finally {
      mutex.unlock();
    }
  }

  private static void serve(RowLock lock) {
    for (@Nullable LockWaiter next = lock.waiters().peekFirst();
        next != null && lock.allows(next.owner(), next.mode());
        next = lock.waiters().peekFirst()) {
      lock.waiters().removeFirst();
      lock.hold(next.owner(), next.mode());
      next.owner().waitingFor = null;
      next.grant();
    }
  }
}
