package org.lightningdb.storage.txn;

import java.util.concurrent.locks.LockSupport;
import org.lightningdb.storage.spec.LockMode;

/** One thread in the queue of a row lock, parked until the lock is handed to its transaction. */
final class LockWaiter {
  private final LockOwner owner;
  private final LockMode mode;
  private final Thread thread = Thread.currentThread();
  private volatile boolean granted;

  LockWaiter(LockOwner owner, LockMode mode) {
    this.owner = owner;
    this.mode = mode;
  }

  LockOwner owner() {
    return owner;
  }

  LockMode mode() {
    return mode;
  }

  boolean granted() {
    return granted;
  }

  void grant() {
    granted = true;
    LockSupport.unpark(thread);
  }
}
