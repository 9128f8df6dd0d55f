package org.lightningdb.storage.txn;

import java.util.concurrent.locks.LockSupport;

/** One thread in the queue of a row lock, parked until the lock is handed to its transaction. */
final class LockWaiter {
  private final LockOwner owner;
  private final Thread thread = Thread.currentThread();
  private volatile boolean granted;

  LockWaiter(LockOwner owner) {
    this.owner = owner;
  }

  LockOwner owner() {
    return owner;
  }

  boolean granted() {
    return granted;
  }

  void grant() {
    granted = true;
    LockSupport.unpark(thread);
  }
}
